"""The table of the cost of protections, beside that of bare Envoys."""

from __future__ import annotations

from collections.abc import Sequence

from bench.measuring.identity import Case
from bench.reporting.cells import Lines, head, number, row, time


def markdown(cases: Sequence[Case]) -> str:
    """The figures of each protection with each size of bodies."""
    return "\n".join(_figures(cases))


def _figures(cases: Sequence[Case]) -> Lines:
    yield from head(
        "latency without",
        "added",
        "added by Envoy",
        "ours / Envoy's",
        "added CPU time",
        "added by Envoy",
        "ours / Envoy's",
    )
    for case in cases:
        ours, bare = case.ours, case.bare
        cells = (
            *(time(each, "ms") for each in (ours.latency, ours.added_latency, bare.added_latency)),
            number(ours.added_latency / bare.added_latency),
            *(time(each, "ms") for each in (ours.added_cpu, bare.added_cpu)),
            number(ours.added_cpu / bare.added_cpu),
        )
        yield row(f"{case.step.text}, {case.size // 1000:,} kB", cells)
