"""Corpora of any size: the pure steps of a corpus run, and the engine that runs them on one machine."""
