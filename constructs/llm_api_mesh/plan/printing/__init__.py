"""The plan as text that people read and tests compare."""
