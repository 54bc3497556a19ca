"""The table of the cost of the scripts that read bodies, and the target."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence

from bench.measuring.keys import HUNDRED_KB, KEYS, PLAIN, SCRIPTS, Case
from bench.measuring.targets import Target
from bench.reporting.cells import Lines, head, number, row, time

_MOST_MILLISECONDS = 0.3


def markdown(cases: Sequence[Case]) -> str:
    """The figures of each body, and the target."""
    parts = ["\n".join(_figures(cases))]
    if found := list(targets(cases)):
        parts.append("\n".join(_targets(found)))
    return "\n\n".join(parts)


def targets(cases: Sequence[Case]) -> Iterable[Target]:
    """What the keys of 100 kB may cost, with the shape that costs most, even if it is made to be slow."""
    if own := [case.figures.added_cpu(KEYS) for case in cases if case.size == HUNDRED_KB]:
        text = "added milliseconds of CPU time for the keys of 100 kB of any known shape"
        yield Target(text, _MOST_MILLISECONDS, max(own) * 1000)


def _figures(cases: Sequence[Case]) -> Lines:
    titles = [f"{script}: {what}" for script in SCRIPTS for what in ("added CPU time", "added latency")]
    yield from head("CPU time without scripts", *titles)
    for case in cases:
        found = case.figures
        added = [value(script) for script in SCRIPTS for value in (found.added_cpu, found.added_latency)]
        times = (statistics.median(found.turns[PLAIN].cpu), *added)
        yield row(f"{case.size // 1000:,} kB, {case.name}", [time(each, "ms") for each in times])


def _targets(found: Iterable[Target]) -> Lines:
    yield "| target | at most | |"
    yield "|---|---:|---|"
    for each in found:
        yield row(each.text, (f"{each.limit:g}", f"{number(each.figure)} {each.verdict}"))
