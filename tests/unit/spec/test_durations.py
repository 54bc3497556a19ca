"""Lengths of time in Envoy's notation."""

from __future__ import annotations

from datetime import timedelta

from llm_api_mesh.spec.durations import envoy_duration

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
