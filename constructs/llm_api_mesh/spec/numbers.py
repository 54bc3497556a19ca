"""Numbers with bounds: replicas, requests, errors and percentages."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

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


class PercentRule(Rule):
    """Accept a number from 1 on, or text with a percent sign: a smaller number may be a share of 1."""

    _ALLOWED = f'a number from 1 to {_WHOLE}, or a string such as "0.05%", with at most four decimals'
    _TEXT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,4})?%")

    def __init__(self) -> None:
        super().__init__(self._number, minimum=1, maximum=_WHOLE, pattern=self._TEXT.pattern)

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._read, core_schema.float_schema(strict=True))

    def _read(self, value: object, as_number: Callable[[object], float]) -> float | str:
        if not isinstance(value, str):
            return self._number(as_number(value))
        near = f"{value.strip().removesuffix('%').strip()}%"
        fix = f'Write "{near}".' if near != value and self._TEXT.fullmatch(near) else ""
        if not self._TEXT.fullmatch(value) or not 0 < as_percentage(value) <= _WHOLE:
            raise refused("field-invalid", allowed=self._ALLOWED, fix=fix)
        return value

    def _number(self, number: float) -> float:
        fine = 0 < number <= _WHOLE and round(number * _FINEST) == round(number * _FINEST, 6)
        if not fine or number < 1:
            fix = f'Did you mean {number * _WHOLE:g}? For {number:g} %, write "{number:g}%".' if fine else ""
            raise refused("field-invalid", allowed=self._ALLOWED, fix=fix)
        return number


def as_percentage(percent: float | str) -> float:
    """Return the number of a percentage that may be a text."""
    return float(percent.removesuffix("%")) if isinstance(percent, str) else percent


Count = Annotated[int, whole(1, _MOST)]
AtLeastOne = Annotated[int, whole(1, _LARGEST)]
WholePercent = Annotated[int, whole(1, _WHOLE)]
"""A percentage above 0, as a whole number."""
Percent = Annotated[float | str, PercentRule()]
"""A percentage above 0, with up to four decimals: a number from 1 on, or a text with a percent sign."""
