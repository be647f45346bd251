"""Scores how reliably a news article is reported."""
