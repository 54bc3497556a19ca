"""What is wrong in a source: a module for each kind, which is imported for a source of its kind only."""
