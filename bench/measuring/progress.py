"""What is told while a measurement goes on: to stderr, as stdout is for the result."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """Tell the one who waits."""
    print(f"bench: {text}", file=sys.stderr, flush=True)
