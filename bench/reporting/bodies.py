"""The table of the cost of reading the model from the body."""

from __future__ import annotations

import statistics

from bench.measuring.traffic.results import Results
from bench.reporting.cells import Lines, head, row, time


def lines(results: Results) -> Lines:
    """Latency and the gateway's CPU time, with and without models."""
    if not results.bodies:
        return
    yield "Single requests, answered at once with one token, through an API with models and one without (medians):"
    yield ""
    yield from head("latency without", "with", "added", "CPU time without", "with", "added")
    for size, found in results.bodies.items():
        cells = (
            *(statistics.median(turns) for turns in (found.plain.latency, found.routed.latency)),
            found.added_latency,
            *(statistics.median(turns) for turns in (found.plain.cpu, found.routed.cpu)),
            found.added_cpu,
        )
        yield row(f"body of {size // 1000:,} kB", [time(each, "ms") for each in cells])
