"""Scoring versions: named, frozen folders of parameters, cue lists and weights."""
