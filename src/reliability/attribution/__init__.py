"""Who says what: attribution relations, kinds of sources and speakers."""
