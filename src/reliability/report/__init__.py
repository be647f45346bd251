"""Results to dictionaries, JSON, HTML and Markdown."""
