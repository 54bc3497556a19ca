"""What was found, as Markdown."""
