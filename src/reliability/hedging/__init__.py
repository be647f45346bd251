"""Hedges, weasels, peacocks and boosters with their kind, voice and strength."""
