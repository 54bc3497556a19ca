"""The table of a canary with chat sessions."""

from __future__ import annotations

from bench.measuring.traffic.canary import TURNS, WEIGHTS
from bench.measuring.traffic.results import Results
from bench.reporting.cells import Lines, head, row, share


def lines(results: Results) -> Lines:
    """The cache hits of each API."""
    if not results.canary:
        return
    weights = " and ".join(map(str, WEIGHTS.values()))
    yield f"A canary of {weights} with chat sessions of {TURNS} turns:"
    yield ""
    yield from head("sessions on both versions", "later turns that missed the cache", "history computed again")
    for name, found in results.canary.items():
        cells = (
            share(found.on_both_versions, found.sessions),
            share(found.missed, found.later_turns),
            f"{found.computed_again / found.history:.0%}",
        )
        yield row(name, cells)
