"""The targets of the construct's API, and whether it meets them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bench.measuring.overhead import added
from bench.measuring.statistics import median_ratio
from bench.measuring.traffic.bodies import HUNDRED_KB
from bench.measuring.traffic.canary import STICKY
from bench.measuring.traffic.failover import WITH
from bench.measuring.traffic.results import Results

OURS, ORIGINAL, BARE, LITELLM = "ours", "original", "envoy", "litellm"


@dataclass(frozen=True)
class Target:
    """A figure that must not exceed its limit, or not be below it; NaN if a peer wasn't measured."""

    text: str
    limit: float
    figure: float
    least: bool = False
    """Whether the limit is the least that the figure may be."""
    more: bool = False
    """Whether the figure must be more than the limit."""

    @property
    def bound(self) -> str:
        """The limit in words."""
        return f"{'more than' if self.more else 'at least' if self.least else 'at most'} {self.limit:g}"

    @property
    def verdict(self) -> str:
        """Whether the target is met."""
        if math.isnan(self.figure):
            return "not measured"
        if self.more:
            met = self.figure > self.limit
        else:
            met = self.figure >= self.limit if self.least else self.figure <= self.limit
        return "met" if met else "missed"


def targets(results: Results, name: str) -> Iterator[Target]:
    """The targets, for the construct's defaults or for a variant."""
    yield from _of_balancing(results, name)
    ours = name == OURS  # the other stages measure no variants
    yield from _of_llm_traffic(results if ours else Results([]))


def _of_balancing(results: Results, name: str) -> Iterator[Target]:
    slow = results.slow.get(name, [])
    p99 = [run.first_token_p99 for run in slow]
    bound = [run.first_token_p99 for run in results.bound]
    original = [run.first_token_p99 for run in results.slow.get(ORIGINAL, [])]
    yield Target("slow replica: p99 of the first token / the original's", 0.5, median_ratio(p99, original))
    yield Target("slow replica: p99 of the first token / the bound", 1.5, median_ratio(p99, bound))
    for text, stage in (("broke connections", results.breaking), ("was killed", results.killed)):
        failed = _sum(run.refused for run in stage.get(name, []))
        yield Target(f"failed before the first token when a replica {text}", 0, failed)
    for text, other, limit in (("the bare Envoy's", BARE, 1.1), ("LiteLLM's", LITELLM, 0.1)):
        yield Target(f"added latency / {text}", limit, latency_ratio(results, name, other))
        yield Target(f"CPU time of a request / {text}", limit, cpu_ratio(results, name, other))


def _of_llm_traffic(results: Results) -> Iterator[Target]:
    caches = results.canary.get(STICKY)
    yield Target("canary: sessions on both versions", 0, caches.on_both_versions if caches else math.nan)
    yield Target("canary: later turns that missed the cache", 0, caches.missed if caches else math.nan)
    failed = _sum(found[WITH].refused for found in results.failover.values())
    yield Target("failover: failed before the first token, over all faults", 0, failed)
    bodies = results.bodies.get(HUNDRED_KB)
    milliseconds = bodies.added_latency * 1000 if bodies else math.nan
    yield Target("body routing: added milliseconds for 100 kB", 1, milliseconds)


def _sum(counts: Iterable[int]) -> float:
    """The sum, or NaN without values."""
    known = list(counts)
    return sum(known) if known else math.nan


def latency_ratio(results: Results, name: str, other: str) -> float:
    """The ratio of the latencies that two peers add to a request."""
    if not {name, other} <= results.overhead.keys():
        return math.nan
    return added(results.overhead, name) / added(results.overhead, other)


def cpu_ratio(results: Results, name: str, other: str) -> float:
    """The ratio of the CPU times of two peers for a single request."""
    if not {name, other} <= results.overhead.keys():
        return math.nan
    return statistics.median(results.overhead[name].cpu) / statistics.median(results.overhead[other].cpu)
