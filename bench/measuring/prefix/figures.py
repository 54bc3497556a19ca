"""The figures of one load through one balancer, in production's times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bench.measuring.outcomes import Outcome
from bench.measuring.statistics import percentile

LIMIT_SECONDS = 2.0
"""The largest time to the first token that 99 of 100 requests may have."""

LATE_SHARE = 0.01


@dataclass(frozen=True)
class Times:
    """What the clients saw; the times of failed requests aren't counted."""

    requests: int
    failed: int
    late: int
    """The requests that failed, or had their first token after the limit."""
    first_token_p50: float
    first_token_p99: float

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], speed: float) -> Self:
        """The times of requests that were faster than in production."""
        first = [outcome.first_token * speed for outcome in outcomes if outcome.ok]
        return cls(
            requests=len(outcomes),
            failed=len(outcomes) - len(first),
            late=sum(late(outcome, speed) for outcome in outcomes),
            first_token_p50=percentile(first, 50),
            first_token_p99=percentile(first, 99),
        )


@dataclass(frozen=True)
class Used:
    """What the replicas, the balancer and the machine have counted."""

    prompt_tokens: float
    cached_tokens: float
    cpu_seconds: float
    """The balancer's CPU time, which isn't scaled."""
    busy_seconds: float
    all_seconds: float
    """The CPU time of the machine, in any unit."""


@dataclass(frozen=True)
class Point:
    """The figures of one load."""

    share: float
    """The rate of the requests, as a share of the perfect one."""
    used: Used
    times: Times

    @property
    def carried(self) -> bool:
        """Whether 99 of 100 requests had their first token in time."""
        return self.times.late <= allowed(self.times.requests)

    @property
    def cached(self) -> float:
        """The share of the prompts' tokens that the replicas had in their caches."""
        return self.used.cached_tokens / self.used.prompt_tokens

    @property
    def cpu_per_request(self) -> float:
        """The balancer's CPU time for a request, which isn't scaled."""
        return self.used.cpu_seconds / self.times.requests

    @property
    def machine(self) -> float:
        """The share of the machine's CPU time that was used."""
        return self.used.busy_seconds / self.used.all_seconds


@dataclass(frozen=True)
class Run:
    """The figures of one balancer with one workload and one seed."""

    same: Point
    """At the load that is the same for all balancers."""
    highest: float
    """The highest load at which 99 of 100 requests had their first token in time, as a share of the perfect one."""
    machine: float
    """The largest share of the machine's CPU time that a load of the search has used."""


def late(outcome: Outcome, speed: float) -> bool:
    """Whether a request failed, or had its first token after the limit."""
    return not outcome.ok or outcome.first_token * speed > LIMIT_SECONDS


def allowed(requests: int) -> int:
    """How many of these requests may be late."""
    return int(requests * LATE_SHARE)
