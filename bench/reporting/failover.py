"""The table of a faulty pool, with and without a next backend."""

from __future__ import annotations

from bench.measuring.traffic.failover import FIRST_TOKEN, WITH, WITHOUT, Figures
from bench.measuring.traffic.results import Results
from bench.reporting.cells import Lines, head, of, row, time


def lines(results: Results) -> Lines:
    """What clients saw."""
    if not results.failover:
        return
    yield (
        f"A faulty pool, with and without a next backend; the limit for the first token is "
        f"{FIRST_TOKEN.total_seconds():g} s, and added times are relative to the same request without a fault:"
    )
    yield ""
    yield from head(
        "failed before the first token",
        "cut after it",
        "first token p50",
        "p99",
        "added p50",
        "added p99",
        "without: failed before the first token",
        "without: cut after it",
    )
    for fault, found in results.failover.items():
        ours, alone = found[WITH], found[WITHOUT]
        times = (ours.first_token_p50, ours.first_token_p99, ours.added_p50, ours.added_p99)
        yield row(fault, (*_failed(ours), *(time(each, "s") for each in times), *_failed(alone)))


def _failed(figures: Figures) -> tuple[str, str]:
    return of(figures.refused, figures.requests), of(figures.cut, figures.requests)
