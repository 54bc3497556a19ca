"""The rows of a table, and the numbers in them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Lines = Iterator[str]

_UNITS = {"s": (1.0, 2), "ms": (1e3, 2), "µs": (1e6, 0)}


def head(*titles: str) -> Lines:
    """The first two lines of a table: names on the left, numbers on the right."""
    yield row("", titles)
    yield f"|---|{'---:|' * len(titles)}"


def row(name: str, cells: Sequence[str]) -> str:
    """A line of a table."""
    return f"| {' | '.join((name, *cells)).lstrip()} |"


def of(count: int, total: int) -> str:
    """A count and its total."""
    return f"{count} of {total}"


def share(count: int, total: int) -> str:
    """A count and its total, with the percentage."""
    return f"{of(count, total)}, {count / total:.0%}"


def time(seconds: float, unit: str) -> str:
    """A time in a unit; an empty cell for NaN."""
    factor, digits = _UNITS[unit]
    return "" if math.isnan(seconds) else f"{number(seconds * factor, digits)} {unit}"


def number(value: float, digits: int = 2) -> str:
    """A number; an empty cell for NaN."""
    # A negative number that rounds to zero is printed as 0.00 and not as -0.00.
    return "" if math.isnan(value) else f"{round(value, digits) + 0.0:.{digits}f}"
