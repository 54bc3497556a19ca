"""Which sessions get a version: ranges of the three digits that an LLM gateway makes from the session's key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

_DIGIT = "[0-9]"
_TEN = 10


def bucket_patterns(weights: Sequence[int]) -> Iterator[str]:
    """Yield a regular expression for each weight in percent but the last: the buckets of that version.

    The versions share the buckets from 000 on, in their order. So a larger weight of the first version takes sessions
    from the others, and moves none of its own.
    """
    for start, end in pairwise(accumulate(weights[:-1], initial=0)):
        yield _percent(start, end)


def _percent(start: int, end: int) -> str:
    """Match the numbers of three digits from `start` percent on, and below `end` percent."""
    tens = "|".join(_two_digits(start, end))
    return f"(?:{tens}){_DIGIT}" if "|" in tens else f"{tens}{_DIGIT}"


def _two_digits(start: int, end: int) -> Iterator[str]:
    """Match the numbers of two digits from `start` to below `end`: parts of tens first and last, whole tens between."""
    while start < end:
        ten, first = divmod(start, _TEN)
        if first == 0 and end - start >= _TEN:
            last = end // _TEN - 1
            yield f"{_range(ten, last)}{_DIGIT}"
            start = (last + 1) * _TEN
        else:
            stop = min(end, (ten + 1) * _TEN)
            yield f"{ten}{_range(first, stop - 1 - ten * _TEN)}"
            start = stop


def _range(first: int, last: int) -> str:
    if first == last:
        return str(first)
    return f"[{first}-{last}]"
