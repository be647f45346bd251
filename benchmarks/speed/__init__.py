"""One module for each layer; times are CPU seconds of one core."""
