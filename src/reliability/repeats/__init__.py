"""Passages that one article says twice, and whether that is a defect."""
