"""Numbers with bounds: replicas, requests, errors and percentages."""

from __future__ import annotations

from typing import Annotated

from llm_api_mesh.spec.base import Rule, refused

_LARGEST = 2**32 - 1  # the largest number of Istio's fields
_MOST = 10_000  # two of these are multiplied
_FINEST = 10_000  # Istio counts a percentage in ten-thousandths
_WHOLE = 100


def whole(lowest: int, highest: int) -> Rule:
    """Make the rule for whole numbers from `lowest` to `highest`."""

    def check(number: int) -> int:
        if not lowest <= number <= highest:
            raise refused("field-invalid", allowed=f"a whole number from {lowest} to {highest}")
        return number

    return Rule(check, minimum=lowest, maximum=highest)


def size(number: int) -> str:
    """Write a number of bytes in the largest unit in which it is whole: `4 MiB`."""
    for power, unit in ((3, "GiB"), (2, "MiB"), (1, "KiB")):
        if not number % 1024**power:
            return f"{number // 1024**power} {unit}"
    return f"{number} bytes"


def _percent(percent: float) -> float:
    if not 0 < percent <= _WHOLE or round(percent * _FINEST) != round(percent * _FINEST, 6):
        raise refused("field-invalid", allowed=f"a number above 0 and up to {_WHOLE}, with at most four decimals")
    return percent


Count = Annotated[int, whole(1, _MOST)]
AtLeastOne = Annotated[int, whole(1, _LARGEST)]
WholePercent = Annotated[int, whole(1, _WHOLE)]
"""A percentage above 0, as a whole number."""
Percent = Annotated[float, Rule(_percent, exclusiveMinimum=0, maximum=_WHOLE)]
"""A percentage above 0, with up to four decimals."""
