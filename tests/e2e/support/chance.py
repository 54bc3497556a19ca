"""Bounds for random counts, from the probability with which a test may fail by chance."""

from __future__ import annotations

from math import exp, lgamma, log

# One false alarm in a million runs of a test.
FALSE_ALARM = 1e-6


def binomial_bounds(trials: int, probability: float, false_alarm: float = FALSE_ALARM) -> range:
    """The range of hits outside of which a result has at most the given probability, computed exactly."""
    tail = false_alarm / 2
    weights = [
        exp(
            # The logarithm of the binomial coefficient, which as a number is too large for a float.
            lgamma(trials + 1)
            - lgamma(hits + 1)
            - lgamma(trials - hits + 1)
            + hits * log(probability)
            + (trials - hits) * log(1 - probability)
        )
        for hits in range(trials + 1)
    ]
    low = _first_beyond(weights, tail)
    high = trials - _first_beyond(weights[::-1], tail)
    return range(low, high + 1)


def _first_beyond(weights: list[float], tail: float) -> int:
    total = 0.0
    for hits, weight in enumerate(weights):
        total += weight
        if total > tail:
            return hits
    raise ValueError("the weights don't add up to one")
