"""The programs at both ends of a request: apps, hosted providers and callers."""
