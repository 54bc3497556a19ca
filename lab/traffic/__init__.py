"""Requests that a test sends, and their answers."""
