"""Coverage-guided fuzzing: ``python -m tests.fuzz`` runs the targets under atheris, the test suite a short seeded share."""
