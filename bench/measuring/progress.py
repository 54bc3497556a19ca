"""Progress messages, on stderr, because stdout is for the result."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """Print a progress message."""
    print(f"bench: {text}", file=sys.stderr, flush=True)
