"""The table of the cost of writing a backend's own name of a model into bodies, and the targets."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence

from bench.measuring.rewriter import HUNDRED_KB, Case
from bench.measuring.targets import Target
from bench.reporting.cells import Lines, head, number, row, time

_MOST_MILLISECONDS = 1


def markdown(cases: Sequence[Case]) -> str:
    """The figures of each body, and the targets."""
    parts = ["\n".join(_figures(cases))]
    if found := list(targets(cases)):
        parts.append("\n".join(_targets(found)))
    return "\n\n".join(parts)


def targets(cases: Sequence[Case]) -> Iterable[Target]:
    """What bodies of 100 kB may cost, with the shape that costs most."""
    if own := [case.figures for case in cases if case.size == HUNDRED_KB]:
        latency, used = max(one.added_latency for one in own), max(one.added_cpu for one in own)
        yield Target("added milliseconds of latency for 100 kB of any shape", _MOST_MILLISECONDS, latency * 1000)
        yield Target("added milliseconds of CPU time for 100 kB of any shape", _MOST_MILLISECONDS, used * 1000)


def _figures(cases: Sequence[Case]) -> Lines:
    yield from head(
        "latency without", "with", "added", "CPU time without", "with", "added", "with / without", "scanner alone"
    )
    for case in cases:
        found = case.figures
        times = (
            *(statistics.median(turns) for turns in (found.plain.latency, found.named.latency)),
            found.added_latency,
            *(statistics.median(turns) for turns in (found.plain.cpu, found.named.cpu)),
            found.added_cpu,
        )
        cells = (*(time(each, "ms") for each in times), number(found.cpu_ratio), time(found.scanner_cpu, "ms"))
        yield row(f"{case.size // 1000:,} kB, {case.shape}", cells)


def _targets(found: Iterable[Target]) -> Lines:
    yield "| target | at most | |"
    yield "|---|---:|---|"
    for each in found:
        yield row(each.text, (f"{each.limit:g}", f"{number(each.figure)} {each.verdict}"))
