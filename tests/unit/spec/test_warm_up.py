"""Warm-up: faulty fields are refused."""

from __future__ import annotations

from datetime import timedelta

import pytest

from llm_api_mesh import RoundRobin, WarmUp
from support.apps import Refusal
from support.specs import pool

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "warm-up from above the full share": (
        {"backend": pool(load_balancer=RoundRobin(warmup=WarmUp(duration=timedelta(minutes=1), minimum_percent=101)))},
        "a number from 0.001 to 100. [field-invalid]",
    ),
    "warm-up that never rises": (
        {"backend": pool(load_balancer=RoundRobin(warmup=WarmUp(duration=timedelta(minutes=1), aggression=0)))},
        "a number from 0.001 to 100. [field-invalid]",
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
