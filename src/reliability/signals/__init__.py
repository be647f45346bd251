"""Findings to values: one file a signal."""
