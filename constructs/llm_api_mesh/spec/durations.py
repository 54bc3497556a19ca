"""Lengths of time: `datetime.timedelta` in the specification, Go's or Envoy's notation in the YAML."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from llm_api_mesh.spec.base import refused

_MILLISECOND = timedelta(milliseconds=1)
_SECOND = timedelta(seconds=1)
_LONGEST = timedelta(seconds=2**63 // 10**9)  # what Go, in which Istio reads it, can count in nanoseconds


def istio_duration(length: timedelta) -> str:
    """Write `length` as Istio's fields take it: `90s`, `250ms`."""
    whole = not length % _SECOND
    return f"{length // _SECOND}s" if whole else f"{length // _MILLISECOND}ms"


def envoy_duration(length: timedelta) -> str:
    """Write `length` as Envoy's own configuration takes it: in seconds, `0.25s`."""
    return f"{length // _SECOND}.{length % _SECOND // _MILLISECOND:03}".rstrip("0").rstrip(".") + "s"


def at_least(shortest: timedelta) -> Callable[[timedelta], timedelta]:
    """Make the rule that refuses what is shorter than `shortest`, or finer than a millisecond."""

    def rule(length: timedelta) -> timedelta:
        if not shortest <= length <= _LONGEST or length % _MILLISECOND:
            raise refused(
                "field-invalid",
                given=f"{length.total_seconds():g}s",
                allowed=f"a duration from {istio_duration(shortest)} to 292 years, in whole milliseconds",
            )
        return length

    return rule
