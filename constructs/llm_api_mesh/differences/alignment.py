"""Which items of two lists belong together. The lists the other way round give the same pairs the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

Pair = tuple[int | None, int | None]


def aligned(old: Sequence[str], new: Sequence[str]) -> tuple[Pair, ...]:
    """The places of items that are equal or stand in each other's place; None: there is no such item."""
    if list(old) > list(new):
        return tuple((one, other) for other, one in _pairs(new, old))
    return tuple(_pairs(old, new))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    for _, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        common = min(i_end - i, j_end - j)
        yield from ((i + step, j + step) for step in range(common))
        yield from ((step, None) for step in range(i + common, i_end))
        yield from ((None, step) for step in range(j + common, j_end))
