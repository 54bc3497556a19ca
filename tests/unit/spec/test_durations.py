"""Durations: the forms in which they are given, their bounds, and Envoy's notation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Cookie,
    Ejection,
    FaultDrill,
    Http2KeepAlive,
    LeastRequest,
    Retries,
    WarmUp,
)
from llm_api_mesh.reading import read
from llm_api_mesh.spec.durations import envoy_duration
from support.apps import PLAIN_GATEWAY, Refusal
from support.specs import SECOND, pool

ALLOWED = 'Allowed: a duration such as "20s", "1m30s" or "500ms", or a timedelta.'
BOUNDS = "Allowed: a duration from 100ms to 12h, in whole milliseconds."


def quick(value: Any) -> tuple[timedelta | None, list[str]]:
    given = {
        "namespace": "ai",
        "hosts": ["a.example.com"],
        "gateway": PLAIN_GATEWAY,
        "backend": {"kind": "Pool", "selector": {"app": "a"}, "target_port": 8080},
    }
    plan, problems = read("chat", {**given, "budget": Budget(quick=value, connect_timeout=10 * SECOND / 1000)})
    return (plan.spec.budget.quick if plan else None), [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("20s", 20 * SECOND),
        ("1m30s", 90 * SECOND),
        ("500ms", SECOND / 2),
        ("2h", 7200 * SECOND),
        ("1h1m1s1ms", timedelta(hours=1, minutes=1, seconds=1, milliseconds=1)),
        ("1.5m", 90 * SECOND),
        ("0.25s", SECOND / 4),
        ("90m", 5400 * SECOND),
        ("30s1m", 90 * SECOND),
        (20 * SECOND, 20 * SECOND),
    ],
)
def test_text_gives_the_same_value_as_a_timedelta(text: object, length: timedelta) -> None:
    """A text and a timedelta give the same value, and so the same bytes."""
    assert quick(text) == (length, [])


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (20, f'got 20. Write "20s". {ALLOWED} [type-wrong]'),
        (0.5, f'got 0.5. Write "0.5s". {ALLOWED} [type-wrong]'),
        (-20, f"got -20. {ALLOWED} [type-wrong]"),
        ("20", f'got "20". Write "20s". {ALLOWED} [field-invalid]'),
        ("20 s", f'got "20 s". Write "20s". {ALLOWED} [field-invalid]'),
        ("20S", f'got "20S". Write "20s". {ALLOWED} [field-invalid]'),
        ("20sec", f'got "20sec". Write "20s". {ALLOWED} [field-invalid]'),
        ("1 minute 30 seconds", f'got "1 minute 30 seconds". Write "1m30s". {ALLOWED} [field-invalid]'),
        ("1 hour and 5 min", f'got "1 hour and 5 min". Write "1h5m". {ALLOWED} [field-invalid]'),
        ("100 milliseconds", f'got "100 milliseconds". Write "100ms". {ALLOWED} [field-invalid]'),
        ("2d", f'got "2d". Write "48h". {ALLOWED} [field-invalid]'),
        ("-5s", f'got "-5s". {ALLOWED} [field-invalid]'),
        ("", f'got "". {ALLOWED} [field-invalid]'),
        ("soon", f'got "soon". {ALLOWED} [field-invalid]'),
        ("\u0661s", f'got "\u0661s". {ALLOWED} [field-invalid]'),
        ("20s\n", f'got "20s\\n". Write "20s". {ALLOWED} [field-invalid]'),
        ("100us", f'got "100us". {ALLOWED} [field-invalid]'),
        ("1ms", f'got "1ms". Did you mean "1s"? {BOUNDS} [field-invalid]'),
        ("0.0001s", f'got "0.0001s". {BOUNDS} [field-invalid]'),
        ("20.0005s", f'got "20.0005s". {BOUNDS} [field-invalid]'),
        ("9" * 5000 + "h", f'got "{"9" * 99}.... {BOUNDS} [field-invalid]'),
        ("9" * 5000, f'got "{"9" * 99}.... {ALLOWED} [field-invalid]'),
        pytest.param(10**5000, f"got a very long number. {ALLOWED} [type-wrong]", id="thousands of digits"),
        (float("inf"), f"got inf. {ALLOWED} [type-wrong]"),
        ("99999999999999999999h", f'got "99999999999999999999h". {BOUNDS} [field-invalid]'),
        # A text has its unit.
        ("24h", f'got "24h". {BOUNDS} [field-invalid]'),
        # Units that were mixed up: days of a timedelta, and milliseconds in place of seconds.
        (timedelta(20), f'got 20 days. Did you mean "20s"? {BOUNDS} [field-invalid]'),
        (timedelta(1), f'got 1 day. Did you mean "1s"? {BOUNDS} [field-invalid]'),
        (timedelta(90_000), f"got 90000 days. {BOUNDS} [field-invalid]"),
        (timedelta(milliseconds=20), f'got 20ms. Did you mean "20s"? {BOUNDS} [field-invalid]'),
        (timedelta(milliseconds=1), f'got 1ms. Did you mean "1s"? {BOUNDS} [field-invalid]'),
        (timedelta(microseconds=20), f"got 2e-05s. {BOUNDS} [field-invalid]"),
        (timedelta(hours=20), f"got 72000s. {BOUNDS} [field-invalid]"),
        ("20ms", f'got "20ms". Did you mean "20s"? {BOUNDS} [field-invalid]'),
        ("20h", f'got "20h". {BOUNDS} [field-invalid]'),
        ("30m0.5s0.0005s", f'got "30m0.5s0.0005s". {BOUNDS} [field-invalid]'),
        (True, f"got True. {ALLOWED} [type-wrong]"),
        (["20s"], f'got ["20s"]. {ALLOWED} [type-wrong]'),
    ],
)
def test_anything_else_is_refused_with_the_right_form(value: object, text: str) -> None:
    """A number without a unit, another notation or a value out of bounds: with the right form, if it is clear."""
    assert quick(value) == (None, [f"budget.quick: {text}"])


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
        "got 0s. Allowed: a duration from 1s to 12h, in whole milliseconds. [field-invalid]",
    ),
    "warm-up in microseconds": (
        {"backend": pool(load_balancer=LeastRequest(warmup=WarmUp(duration=timedelta(seconds=2, microseconds=1))))},
        "Allowed: a duration from 1s to 12h, in whole milliseconds. [field-invalid]",
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
        "a duration from 1s to 12h, in whole milliseconds",
    ),
    "no time at all": (
        {"budget": Budget(generation=timedelta(0))},
        "a duration from 100ms to 12h, in whole milliseconds",
    ),
    "a keep-alive that can't be undercut": (
        {"budget": Budget(server_keep_alive=SECOND)},
        "a duration from 2s to 12h, in whole milliseconds",
    ),
    "a drill of no time": (
        {"drills": [FaultDrill(name="a", headers={"x": ""}, delay=timedelta(0))]},
        "a duration from 1ms to 1h, in whole milliseconds",
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem


def cookie(ttl: timedelta) -> dict[str, object]:
    return {"backend": pool(load_balancer=ConsistentHash(cookie=Cookie(name="s", ttl=ttl)))}


EVERYWHERE: dict[str, Any] = {
    **{
        f"Budget.{field}": lambda length, field=field: {"budget": Budget(**{field: length})}
        for field in Budget.model_fields
    },
    "Retries.backoff": lambda length: {"retries": Retries(backoff=length)},
    "Retries.longest_retry_after": lambda length: {"retries": Retries(longest_retry_after=length)},
    "Ejection.base_time": lambda length: {"backend": pool(ejection=Ejection(base_time=length))},
    "Ejection.interval": lambda length: {"backend": pool(ejection=Ejection(interval=length))},
    "WarmUp.duration": lambda length: {"backend": pool(load_balancer=LeastRequest(warmup=WarmUp(duration=length)))},
    "FaultDrill.delay": lambda length: {"drills": [FaultDrill(name="a", headers={"x": ""}, delay=length)]},
    "Http2KeepAlive.interval": lambda length: {
        "backend": pool(protocol="h2c", http2_keep_alive=Http2KeepAlive(interval=length, timeout=SECOND))
    },
    "Http2KeepAlive.timeout": lambda length: {
        "backend": pool(protocol="h2c", http2_keep_alive=Http2KeepAlive(interval=SECOND, timeout=length))
    },
}


@pytest.mark.parametrize("days", [1, 2, 20])
@pytest.mark.parametrize("field", EVERYWHERE)
def test_days_are_seconds_that_were_meant(refusal: Refusal, field: str, days: int) -> None:
    """The first number of a timedelta is days, which no duration of a request has: only a cookie lives for days."""
    problem = next(one for one in refusal(**EVERYWHERE[field](timedelta(days))) if "duration from" in one)
    assert f"got {days} day" in problem
    assert "Did you mean" in problem or days == 1


@pytest.mark.parametrize(
    "field",
    [field for field in EVERYWHERE if field not in {"Budget.connect_timeout", "Retries.backoff", "FaultDrill.delay"}],
)
def test_milliseconds_are_seconds_that_were_meant(refusal: Refusal, field: str) -> None:
    """Answers, ejections and PINGs take longer than 20 ms; a connection in a cluster needn't."""
    problem = next(one for one in refusal(**EVERYWHERE[field](timedelta(milliseconds=20))) if "duration from" in one)
    assert 'got 20ms. Did you mean "20s"?' in problem


@pytest.mark.parametrize("ttl", [timedelta(milliseconds=20), timedelta(milliseconds=999), timedelta(401)])
def test_a_cookie_lives_for_seconds_or_days(refusal: Refusal, ttl: timedelta) -> None:
    """Browsers count whole seconds, and keep no cookie for longer than 400 days."""
    (problem,) = refusal(**cookie(ttl))
    assert "Allowed: 0s, or a duration from 1s to 400 days, in whole milliseconds. [field-invalid]" in problem
