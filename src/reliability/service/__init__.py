"""The HTTP service: the library behind JSON over HTTP, bounded in size, time and number of requests."""
