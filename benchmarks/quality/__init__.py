"""One module for each area; each yields the figures its data set allows."""
