"""The figures of requests during a fault, compared with the same requests without it."""

from __future__ import annotations

import math

from bench.measuring.outcomes import Outcome
from bench.measuring.traffic.failover import Figures

NO_FAULT = [Outcome(0.0, first_token=first, end=1.0, tokens=5) for first in (0.1, 0.2, 0.3)]


def test_times_are_added_request_by_request() -> None:
    """A failed request has no time, and its time without the fault is left out, too."""
    late = [
        Outcome(0.0, first_token=0.6, end=1.0, tokens=5),
        Outcome(0.0, first_token=0.0, end=0.5, failure="503"),
        Outcome(0.0, first_token=0.3, end=1.0, tokens=5),
    ]
    figures = Figures.of(late, NO_FAULT)
    assert (figures.requests, figures.refused, figures.cut) == (3, 1, 0)
    assert (figures.first_token_p50, figures.first_token_p99) == (0.3, 0.6)
    assert (figures.added_p50, figures.added_p99) == (0.0, 0.5)


def test_a_stream_that_broke_is_cut() -> None:
    """A broken stream counts as cut and not as failed before its first token, and has no time."""
    figures = Figures.of([Outcome(0.0, first_token=0.1, end=0.2, tokens=1, failure="cut")] * 3, NO_FAULT)
    assert (figures.refused, figures.cut) == (0, 3)
    assert math.isnan(figures.added_p99)
