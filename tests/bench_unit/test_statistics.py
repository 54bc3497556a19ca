"""The statistics of a run."""

from __future__ import annotations

import math

import pytest

from bench.measuring.outcomes import Outcome
from bench.measuring.statistics import Summary, median_ratio, percentile


@pytest.mark.parametrize(("percent", "value"), [(50, 50), (99, 99), (100, 100), (1, 1)])
def test_percentile(percent: float, value: float) -> None:
    """The p-th percentile of the numbers 1 to 100, in any order, is p."""
    assert percentile([*range(51, 101), *range(1, 51)], percent) == value


def test_nothing_has_no_percentile() -> None:
    """There is no percentile if every request failed."""
    assert math.isnan(percentile([], 50))


def test_a_failed_request_has_no_time() -> None:
    """A failed request counts as failed, before or after its first token, and has no time."""
    outcomes = [
        Outcome(0.0, first_token=1.0, end=2.0, tokens=5),
        Outcome(1.0, first_token=0.0, end=90.0, tokens=0, failure="503"),
        Outcome(2.0, first_token=1.0, end=8.0, tokens=1, failure="cut"),
    ]
    summary = Summary.of(outcomes, cpu_seconds=6.0)
    assert (summary.first_token_p99, summary.total_p99) == (1.0, 2.0)
    assert (summary.refused, summary.cut) == (1, 1)
    assert summary.cpu_per_request == 2.0
    assert summary.throughput == 1 / 91.0


def test_ratios_are_taken_run_by_run() -> None:
    """Ratios are computed run by run, and only for stages that were measured."""
    assert median_ratio([1.0, 4.0, 9.0], [1.0, 2.0, 3.0]) == 2.0
    assert math.isnan(median_ratio([1.0], []))
