"""The results as Markdown."""
