"""The figures of one run, and those of several runs together."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bench.measuring.outcomes import Outcome

NAN = math.nan

Run = TypeVar("Run")


@dataclass(frozen=True)
class Summary:
    """One run of one peer. Times are in seconds, without those of failed requests."""

    requests: int
    first_token_p50: float
    first_token_p99: float
    total_p99: float
    refused: int
    cut: int
    throughput: float
    cpu_per_request: float = NAN

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], cpu_seconds: float = NAN) -> Summary:
        """The figures of a run."""
        whole = [outcome for outcome in outcomes if outcome.ok]
        first = [outcome.first_token for outcome in whole]
        begin = min(outcome.at for outcome in outcomes)
        end = max(outcome.at + outcome.end for outcome in outcomes)
        return cls(
            requests=len(outcomes),
            first_token_p50=percentile(first, 50),
            first_token_p99=percentile(first, 99),
            total_p99=percentile([outcome.end for outcome in whole], 99),
            refused=sum(outcome.refused for outcome in outcomes),
            cut=sum(outcome.cut for outcome in outcomes),
            throughput=len(whole) / (end - begin),
            cpu_per_request=cpu_seconds / len(outcomes),
        )


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that is at least as large as this percentage of the values; NaN without values."""
    if not values:
        return NAN
    return sorted(values)[max(math.ceil(len(values) * percent / 100) - 1, 0)]


def median_of(runs: Iterable[Run], figure: Callable[[Run], float]) -> float:
    """The median of one figure over the runs."""
    return statistics.median(map(figure, runs))


def median_ratio(ones: Sequence[float], others: Sequence[float]) -> float:
    """The median of the runs' ratios, because both values of a run had the same arrivals at nearly the same time.

    NaN without values.
    """
    if not ones or not others:
        return NAN
    return statistics.median(one / other for one, other in zip(ones, others, strict=True))
