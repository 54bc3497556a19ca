"""The bounds for random counts."""

from __future__ import annotations

import pytest

from e2e.support.chance import binomial_bounds


@pytest.mark.parametrize(
    ("trials", "probability", "false_alarm", "low", "high"),
    [
        # From the exact binomial distribution: each end has a probability of 2^-10 = 0.00098.
        (10, 0.5, 0.001, 0, 10),
        (10, 0.5, 0.004, 1, 9),
        (1, 0.5, 0.5, 0, 1),
    ],
)
def test_the_bounds_are_exact(trials: int, probability: float, false_alarm: float, low: int, high: int) -> None:
    """Every outcome inside is at least as likely as every outcome outside."""
    assert binomial_bounds(trials, probability, false_alarm) == range(low, high + 1)


def test_the_bounds_are_narrow_for_many_trials() -> None:
    """For a tenth of 2000 requests the bounds are at most 70 around 200, although the probability is 1e-6."""
    bounds = binomial_bounds(2000, 0.1)
    assert 200 in bounds
    assert 130 < bounds.start < bounds.stop < 275
