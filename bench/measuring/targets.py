"""What our mesh is to reach, and whether it has."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator
from dataclasses import dataclass

from bench.measuring.overhead import added
from bench.measuring.results import Results
from bench.measuring.statistics import median_ratio

ORIGINAL, BARE, LITELLM = "original", "envoy", "litellm"


@dataclass(frozen=True)
class Target:
    """A figure that must not be larger than its limit; it is no number when a peer wasn't measured."""

    text: str
    limit: float
    figure: float

    @property
    def verdict(self) -> str:
        """In a word."""
        if math.isnan(self.figure):
            return "not measured"
        return "met" if self.figure <= self.limit else "missed"


def targets(results: Results, name: str) -> Iterator[Target]:
    """The targets, for our mesh or for a variant of it."""
    p99 = [run.first_token_p99 for run in results.slow[name]]
    bound = [run.first_token_p99 for run in results.bound]
    original = [run.first_token_p99 for run in results.slow.get(ORIGINAL, [])]
    yield Target("slow replica: p99 of the first token / the original's", 0.5, median_ratio(p99, original))
    yield Target("slow replica: p99 of the first token / the bound", 1.5, median_ratio(p99, bound))
    for text, stage in (("broke off", results.breaking), ("was killed", results.killed)):
        failed = sum(run.refused for run in stage[name])
        yield Target(f"failed before the first token when a replica {text}", 0, failed)
    for text, other, limit in (("the bare Envoy's", BARE, 1.1), ("LiteLLM's", LITELLM, 0.1)):
        yield Target(f"added latency / {text}", limit, latency_ratio(results, name, other))
        yield Target(f"CPU time of a request / {text}", limit, cpu_ratio(results, name, other))


def latency_ratio(results: Results, name: str, other: str) -> float:
    """What a peer adds to a request's latency, beside what another one adds."""
    if other not in results.overhead:
        return math.nan
    return added(results.overhead, name) / added(results.overhead, other)


def cpu_ratio(results: Results, name: str, other: str) -> float:
    """What a request alone costs a peer in CPU time, beside what it costs another one."""
    if other not in results.overhead:
        return math.nan
    return statistics.median(results.overhead[name].cpu) / statistics.median(results.overhead[other].cpu)
