"""The bounds by which tests judge what chance decides."""

from __future__ import annotations

from e2e.support.chance import binomial_bounds

import pytest


@pytest.mark.parametrize(
    ("trials", "probability", "false_alarm", "low", "high"),
    [
        # From the exact binomial distribution, by hand: 2^-10 = 0.00098 lies at each end.
        (10, 0.5, 0.001, 0, 10),
        (10, 0.5, 0.004, 1, 9),
        (1, 0.5, 0.5, 0, 1),
    ],
)
def test_the_bounds_are_exact(trials: int, probability: float, false_alarm: float, low: int, high: int) -> None:
    """No less likely outcome is inside, and no more likely one outside."""
    assert binomial_bounds(trials, probability, false_alarm) == range(low, high + 1)


def test_the_bounds_are_narrow_for_many_trials() -> None:
    """Of 2000 requests at a tenth no more than 70 around 200 pass, though the chance is 1e-6."""
    bounds = binomial_bounds(2000, 0.1)
    assert 200 in bounds
    assert 130 < bounds.start < bounds.stop < 275
