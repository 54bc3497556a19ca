"""The table of a faulty pool, with and without a next backend."""

from __future__ import annotations

from bench.measuring.failover import FIRST_TOKEN, WITH, WITHOUT, Seen
from bench.measuring.results import Results
from bench.reporting.cells import Lines, head, of, row, time


def lines(results: Results) -> Lines:
    """What clients saw."""
    if not results.failover:
        return
    yield (
        f"A pool in trouble, with another one behind it and without; the first token may take "
        f"{FIRST_TOKEN.total_seconds():g} s, and what is added is beside the same request while the pool was well:"
    )
    yield ""
    yield from head(
        "failed before the first token",
        "cut off after it",
        "first token p50",
        "p99",
        "added p50",
        "added p99",
        "without: failed before the first token",
        "without: cut off after it",
    )
    for trouble, found in results.failover.items():
        ours, alone = found[WITH], found[WITHOUT]
        times = (ours.first_token_p50, ours.first_token_p99, ours.added_p50, ours.added_p99)
        yield row(f"it {trouble}", (*_failed(ours), *(time(each, "s") for each in times), *_failed(alone)))


def _failed(seen: Seen) -> tuple[str, str]:
    return of(seen.refused, seen.requests), of(seen.cut, seen.requests)
