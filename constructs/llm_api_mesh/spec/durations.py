"""Durations: timedelta or text such as `1m30s` in the specification, Go's or Envoy's notation in the YAML."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import Rule, refused

PATTERN = r"([0-9]+(\.[0-9]+)?(h|ms|m|s))+"
"""A duration as text, in the notation of Go and so of Istio."""
ALLOWED = 'a duration such as "20s", "1m30s" or "500ms", or a timedelta'

_MILLISECOND = timedelta(milliseconds=1)
_SECOND = timedelta(seconds=1)
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
_HALF_A_DAY = timedelta(hours=12)
_LONGEST = timedelta(seconds=2**63 // 10**9)  # the longest of Go, which counts nanoseconds
_LONGEST_TEXT = 60  # Python converts no numbers of thousands of digits
_UNITS = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000}
_STEP = re.compile(r"([0-9]+)(?:\.([0-9]+))?(h|ms|m|s)")
# Other notations: the names of units, and the text between two numbers.
_OTHER_STEP = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*([a-z]*)(?:\s|,|\band\b)*")
_OTHER_UNITS = (
    ("ms", {"milli", "millis", "millisecond", "milliseconds", "ms", "msec", "msecs"}),
    ("s", {"", "s", "sec", "secs", "second", "seconds"}),
    ("m", {"m", "min", "mins", "minute", "minutes"}),
    ("h", {"h", "hour", "hours", "hr", "hrs"}),
)


def istio_duration(length: timedelta) -> str:
    """Write `length` as Istio's fields take it: `90s`, `250ms`."""
    whole = not length % _SECOND
    return f"{length // _SECOND}s" if whole else f"{length // _MILLISECOND}ms"


def envoy_duration(length: timedelta) -> str:
    """Write `length` as Envoy's configuration takes it: in seconds, `0.25s`."""
    return f"{length // _SECOND}.{length % _SECOND // _MILLISECOND:03}".rstrip("0").rstrip(".") + "s"


class DurationRule(Rule):
    """Accept a timedelta or text, not shorter than `shortest` and not finer than a millisecond."""

    def __init__(self, shortest: timedelta, longest: timedelta, *, or_zero: bool = False) -> None:
        super().__init__(self._bounded)
        self._shortest = shortest
        self._longest = longest
        self._or_zero = or_zero

    def __get_pydantic_core_schema__(self, source: type[Any], handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_wrap_validator_function(self._read, handler(source))

    def _read(self, value: object, as_timedelta: Callable[[object], timedelta]) -> timedelta:
        if isinstance(value, str):
            return self._bounded(self._parse(value), show(value))
        if isinstance(value, int | float) and not isinstance(value, bool):
            near = _nearest(show(value))
            raise refused("type-wrong", allowed=ALLOWED, fix=f'Write "{near}".' if near else "")
        return self._bounded(as_timedelta(value))

    def _bounded(self, length: timedelta, given: str = "") -> timedelta:
        if not self._allows(length):
            # A text has its unit, and milliseconds may be a slip. Days may be those of timedelta(20).
            slip = length if not given or length < _SECOND else None
            raise self._out_of_bounds(given or _shown(length), slip)
        return length

    def _allows(self, length: timedelta) -> bool:
        zero = self._or_zero and not length
        return (zero or self._shortest <= length <= self._longest) and not length % _MILLISECOND

    def _parse(self, text: str) -> timedelta:
        if not re.fullmatch(PATTERN, text):
            near = _nearest(text)
            raise refused("field-invalid", allowed=ALLOWED, fix=f'Write "{near}".' if near else "")
        if len(text) > _LONGEST_TEXT:
            raise self._out_of_bounds(show(text))
        milliseconds = 0
        for whole, decimals, unit in _STEP.findall(text):
            amount, rest = divmod(int(whole + decimals) * _UNITS[unit], 10 ** len(decimals))
            milliseconds += amount
            if rest or milliseconds > _LONGEST // _MILLISECOND:
                raise self._out_of_bounds(show(text))
        return timedelta(milliseconds=milliseconds)

    def _out_of_bounds(self, given: str, length: timedelta | None = None) -> Exception:
        bounds = f"a duration from {istio_duration(self._shortest)} to {_shown(self._longest)}, in whole milliseconds"
        allowed = f"0s, or {bounds}" if self._or_zero else bounds
        meant = _in_seconds(length) if length else None
        fix = f'Did you mean "{istio_duration(meant)}"?' if meant and self._allows(meant) else ""
        return refused("field-invalid", given=given, allowed=allowed, fix=fix)


def between(shortest: timedelta, longest: timedelta, *, or_zero: bool = False) -> DurationRule:
    """Make the rule for durations from `shortest` to `longest`.

    `timedelta(20)` is 20 days, and `milliseconds=20` may be 20 s. Bounds that leave no more room than needed find both.
    """
    return DurationRule(shortest, longest, or_zero=or_zero)


def _in_seconds(length: timedelta) -> timedelta | None:
    """Return as many seconds as a duration has days or milliseconds; None if these aren't its unit."""
    if not length % _DAY:
        return length // _DAY * _SECOND
    return length // _MILLISECOND * _SECOND if not length % _MILLISECOND and abs(length) < _SECOND else None


def _shown(length: timedelta) -> str:
    """Write a duration in a message, in the unit in which its user may have given it."""
    for unit, name in ((_DAY, " day"), (_HOUR, "h")):
        if length and not length % unit and (unit is _DAY or length <= _HALF_A_DAY):
            number = length // unit
            return f"{number}{name}{'s' if unit is _DAY and number != 1 else ''}"
    return f"{length.total_seconds():g}s" if length % _MILLISECOND or length < timedelta(0) else istio_duration(length)


def _nearest(text: str) -> str:
    """Translate a duration in another notation; empty if it isn't one."""
    rest = text.strip().lower() if len(text) <= _LONGEST_TEXT else ""
    steps: list[str] = []
    while rest and (found := _OTHER_STEP.match(rest)):
        number, word = found.groups()
        if word in {"d", "day", "days"} and number.isdigit():
            number, word = str(int(number) * 24), "h"
        unit = next((unit for unit, words in _OTHER_UNITS if word in words), None)
        if unit is None:
            return ""
        steps.append(f"{number}{unit}")
        rest = rest[found.end() :]
    near = "".join(steps)
    return near if not rest and re.fullmatch(PATTERN, near) else ""
