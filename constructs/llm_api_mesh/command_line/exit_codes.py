"""What the status of the program means. It is 0 if there is nothing to say."""

PROBLEMS = 1
"""Something is wrong in what was read, or a program failed."""
WRONG_USE = 2
"""The command line itself is wrong: an unknown command, option, field or code, or a path that doesn't exist."""
