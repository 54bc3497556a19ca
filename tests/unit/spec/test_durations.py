"""Lengths of time in Envoy's notation."""

from __future__ import annotations

from datetime import timedelta

from llm_api_mesh import Budget, ConsistentHash, Cookie, FaultDrill, LeastRequest, WarmUp
from llm_api_mesh.spec.durations import envoy_duration
from support.apps import Refusal
from support.specs import SECOND, pool

import pytest


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(0), "0s"),
        (timedelta(seconds=10), "10s"),
        (timedelta(milliseconds=1), "0.001s"),
        (timedelta(seconds=1, milliseconds=500), "1.5s"),
        (timedelta(days=365), "31536000s"),
    ],
)
def test_envoy_s_durations(length: timedelta, text: str) -> None:
    """Envoy's own configuration knows seconds only."""
    assert envoy_duration(length) == text


REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "warm-up of nothing": (
        {"backend": pool(load_balancer=LeastRequest(warmup=WarmUp(duration=timedelta(0))))},
        "got 0s. Allowed: a duration from 1s to 292 years, in whole milliseconds. [field-invalid]",
    ),
    "warm-up in microseconds": (
        {"backend": pool(load_balancer=LeastRequest(warmup=WarmUp(duration=timedelta(seconds=2, microseconds=1))))},
        "Allowed: a duration from 1s to 292 years, in whole milliseconds. [field-invalid]",
    ),
    "warm-up without a unit": (
        {"backend": pool(load_balancer=LeastRequest(warmup=WarmUp(duration="30")))},  # type: ignore[arg-type]
        'Write "30s". Allowed: a duration such as "20s", "1m30s" or "500ms", or a timedelta. [field-invalid]',
    ),
    "cookie that lives less than nothing": (
        {"backend": pool(load_balancer=ConsistentHash(cookie=Cookie(name="s", ttl=timedelta(seconds=-1))))},
        "[field-invalid]",
    ),
    "longer than Go can count": (
        {"backend": pool(load_balancer=LeastRequest(warmup=WarmUp(duration=timedelta(days=400 * 365))))},
        "a duration from 1s to 292 years, in whole milliseconds",
    ),
    "no time at all": (
        {"budget": Budget(generation=timedelta(0))},
        "a duration from 10ms to 292 years, in whole milliseconds",
    ),
    "a keep-alive that can't be undercut": (
        {"budget": Budget(server_keep_alive=SECOND)},
        "a duration from 2s to 292 years, in whole milliseconds",
    ),
    "a drill of no time": (
        {"drills": [FaultDrill(name="a", headers={"x": ""}, delay=timedelta(0))]},
        "a duration from 1ms to 292 years, in whole milliseconds",
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
