"""Request bodies of a given size, and the difference of two APIs."""

from __future__ import annotations

import json

import pytest

from bench.measuring.overhead import Overhead
from bench.measuring.traffic.bodies import SIZES, Bodies, body


@pytest.mark.parametrize("size", SIZES)
def test_a_body_has_its_size(size: int) -> None:
    """The body has the exact size, and is a request for a model."""
    assert len(body(size)) == size
    assert json.loads(body(size))["model"] == "simulated"


def test_what_is_added_is_taken_turn_by_turn() -> None:
    """The difference is taken turn by turn, so a turn on a slow machine is slow for both."""
    plain = Overhead(latency=[1.0, 9.0, 1.0], cpu=[0.5, 0.5, 0.5])
    routed = Overhead(latency=[3.0, 11.0, 3.0], cpu=[0.5, 0.75, 1.0])
    bodies = Bodies(plain, routed)
    assert (bodies.added_latency, bodies.added_cpu) == (2.0, 0.25)
