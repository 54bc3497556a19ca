"""The results as Markdown: a table for each measured stage, and the targets."""

from __future__ import annotations

from collections.abc import Callable

from bench.measuring.traffic.results import Results
from bench.reporting import balancers, bodies, canary, failover, targets
from bench.reporting.cells import Lines

_PARTS: tuple[Callable[[Results], Lines], ...] = (
    balancers.slow,
    balancers.failing,
    balancers.alone,
    canary.lines,
    failover.lines,
    bodies.lines,
    targets.lines,
)


def markdown(results: Results) -> str:
    """All tables, without empty ones."""
    parts = ["\n".join(part(results)) for part in _PARTS]
    return "\n\n".join(filter(None, parts))
