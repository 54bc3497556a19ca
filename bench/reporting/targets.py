"""The table of targets."""

from __future__ import annotations

import math

from bench.measuring.targets import OURS, targets
from bench.measuring.traffic.results import Results
from bench.reporting.cells import Lines, number, row


def lines(results: Results) -> Lines:
    """The figures of the construct's API and of each measured variant, without rows that weren't measured."""
    apis = [name for name in results.peers if name.startswith(OURS)] or [OURS]
    columns = [list(targets(results, name)) for name in apis]
    rows = [found for found in zip(*columns, strict=True) if not all(math.isnan(each.figure) for each in found)]
    if not rows:
        return
    yield f"| target | at most | {' | '.join(apis)} |"
    yield f"|---|---:|{'---|' * len(apis)}"
    for found in rows:
        cells = (f"{number(each.figure)} {each.verdict}".lstrip() for each in found)
        yield row(found[0].text, (f"{found[0].limit:g}", *cells))
