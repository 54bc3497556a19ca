"""The tables as text, Markdown and JSON."""
