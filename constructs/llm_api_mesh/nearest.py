"""Which name somebody may have meant who wrote one that isn't there."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(written: str, names: Iterable[str], *, alike: float = 0.6) -> str | None:
    """Return the name that is most like what is written.

    Args:
        written: What somebody wrote.
        names: The names that are there.
        alike: The least ratio of likeness, from 0 to 1; below it, a name isn't taken for the one that was meant.

    Returns:
        The name, or None if no name is alike enough.
    """
    return next(iter(difflib.get_close_matches(written, list(names), n=1, cutoff=alike)), None)
