"""Readers: files, directories and streams to articles; one bad record never stops its neighbours."""
