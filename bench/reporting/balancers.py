"""The tables of the balancers: a slow replica, failing replicas, and single requests."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from operator import attrgetter

from bench.measuring.overhead import DIRECT, added
from bench.measuring.statistics import Summary, median_of, median_ratio
from bench.measuring.targets import BARE, LITELLM, ORIGINAL, cpu_ratio, latency_ratio
from bench.measuring.traffic.results import Results
from bench.measuring.traffic.stages import requests_per_second
from bench.reporting.cells import Lines, head, number, of, row, time

BOUND = "bound"


def slow(results: Results) -> Lines:
    """The table of the stage with a slow replica."""
    if not results.bound:
        return
    yield "One replica three times slower (medians of the runs; ratios are medians of the runs' ratios):"
    yield ""
    yield from head(
        "first token p50",
        "p99",
        "p99 / bound",
        "p99 / original",
        "whole answer p99",
        "failed",
        "answers/s",
        "CPU per request",
    )
    for name, runs in ((BOUND, results.bound), *results.slow.items()):
        cells = (
            time(median_of(runs, attrgetter("first_token_p50")), "s"),
            time(median_of(runs, attrgetter("first_token_p99")), "s"),
            number(_p99_ratio(runs, results.bound)),
            number(_p99_ratio(runs, results.slow.get(ORIGINAL, []))),
            time(median_of(runs, attrgetter("total_p99")), "s"),
            _failures(runs, "refused", "cut"),
            number(median_of(runs, attrgetter("throughput")), 1),
            time(median_of(runs, attrgetter("cpu_per_request")), "ms"),
        )
        yield row(name, cells)
    for name, runs in results.slow.items():
        cores = requests_per_second() * median_of(runs, attrgetter("cpu_per_request"))
        if cores >= 1:
            yield ""
            yield (
                f"{name} would need {cores:.1f} cores at this load and uses one at most: it is overloaded itself, "
                "and its times grow with the length of a run."
            )


def failing(results: Results) -> Lines:
    """The table of the stage with failing replicas."""
    if not any(results.killed.values()):
        return
    yield "One replica breaks connections and recovers; later another replica is killed (sums of the runs):"
    yield ""
    yield from head(
        "breaks: failed before the first token",
        "killed: failed before the first token",
        "killed: cut after it",
        "killed: first token p99",
    )
    for name in results.peers:
        cells = (
            _failures(results.breaking[name], "refused"),
            _failures(results.killed[name], "refused"),
            _failures(results.killed[name], "cut"),
            time(median_of(results.killed[name], attrgetter("first_token_p99")), "s"),
        )
        yield row(name, cells)


def alone(results: Results) -> Lines:
    """The table of the overhead of each balancer."""
    if not results.overhead:
        return
    yield "Single requests, answered at once with one token (medians of the turns):"
    yield ""
    yield from head(
        "latency",
        "added",
        "added / bare Envoy",
        "added / LiteLLM",
        "CPU time",
        "CPU / bare Envoy",
        "CPU / LiteLLM",
    )
    direct = statistics.median(results.overhead[DIRECT].latency)
    yield row(DIRECT, (time(direct, "µs"), *[""] * 6))
    for name in results.peers:
        found = results.overhead[name]
        cells = (
            time(statistics.median(found.latency), "µs"),
            time(added(results.overhead, name), "µs"),
            number(latency_ratio(results, name, BARE)),
            number(latency_ratio(results, name, LITELLM), 3),
            time(statistics.median(found.cpu), "µs"),
            number(cpu_ratio(results, name, BARE)),
            number(cpu_ratio(results, name, LITELLM), 3),
        )
        yield row(name, cells)


def _failures(runs: Sequence[Summary], *kinds: str) -> str:
    failed = sum(getattr(run, kind) for run in runs for kind in kinds)
    return of(failed, sum(run.requests for run in runs))


def _p99_ratio(runs: Sequence[Summary], others: Sequence[Summary]) -> float:
    return median_ratio([run.first_token_p99 for run in runs], [run.first_token_p99 for run in others])
