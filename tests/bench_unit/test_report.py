"""The report contains what was measured, and nothing else."""

from __future__ import annotations

import pytest

from bench.measuring.overhead import Overhead
from bench.measuring.statistics import Summary
from bench.measuring.traffic.bodies import HUNDRED_KB, Bodies
from bench.measuring.traffic.canary import STICKY, Caches
from bench.measuring.traffic.failover import NO_FAULT, WITH, WITHOUT, Figures
from bench.measuring.traffic.results import Results
from bench.reporting import cells
from bench.reporting.report import markdown

SUMMARY = Summary(
    requests=100,
    first_token_p50=0.1,
    first_token_p99=0.3,
    total_p99=2.0,
    refused=1,
    cut=2,
    throughput=20.0,
    cpu_per_request=0.001,
)
FIGURES = Figures(
    requests=10, refused=3, cut=1, first_token_p50=0.1, first_token_p99=0.6, added_p50=0.0, added_p99=float("nan")
)


def tables(text: str) -> list[list[str]]:
    """The lines of each table."""
    parts = (part.splitlines() for part in text.split("\n\n"))
    return [part for part in parts if part[0].startswith("|")]


def test_no_results_make_no_tables() -> None:
    """Without results there is no table, not even one of targets."""
    assert markdown(Results([])) == ""


def test_a_stage_alone_has_its_table_and_its_targets() -> None:
    """A report of one stage has no table or target of the other stages."""
    results = Results([])
    results.canary = {STICKY: Caches(400, 0, 1600, 16, 4000, 400)}
    (table, targets) = tables(markdown(results))
    assert table[2] == "| ours | 0 of 400, 0% | 16 of 1600, 1% | 10% |"
    assert targets == [
        "| target | at most | ours |",
        "|---|---:|---|",
        "| canary: sessions on both versions | 0 | 0.00 met |",
        "| canary: later turns that missed the cache | 0 | 16.00 missed |",
    ]


def test_a_variant_has_a_column_of_targets() -> None:
    """A variant has no figure of the stages that don't measure it."""
    results = Results(["ours", "ours-reset"])
    for name in results.peers:
        results.slow[name].append(SUMMARY)
    results.bound.append(SUMMARY)
    results.failover = {NO_FAULT: {WITH: FIGURES, WITHOUT: FIGURES}}
    *_, targets = tables(markdown(results))
    assert targets[2:] == [
        "| slow replica: p99 of the first token / the bound | 1.5 | 1.00 met | 1.00 met |",
        "| failover: failed before the first token, over all faults | 0 | 3.00 missed | not measured |",
    ]


def test_a_missing_number_is_an_empty_cell() -> None:
    """A missing number, such as the time if all requests failed, is an empty cell."""
    results = Results([])
    results.failover = {NO_FAULT: {WITH: FIGURES, WITHOUT: FIGURES}}
    (table, _) = tables(markdown(results))
    assert table[2] == ("| no fault | 3 of 10 | 1 of 10 | 0.10 s | 0.60 s | 0.00 s |  | 3 of 10 | 1 of 10 |")


@pytest.mark.parametrize(
    ("seconds", "unit", "text"),
    [(0.1234, "s", "0.12 s"), (-0.0004, "s", "0.00 s"), (-0.0004, "ms", "-0.40 ms"), (0.00012, "µs", "120 µs")],
)
def test_times_have_a_unit(seconds: float, unit: str, text: str) -> None:
    """Times have a unit; a time that rounds to zero has no sign."""
    assert cells.time(seconds, unit) == text


def test_bodies_are_named_by_their_size() -> None:
    """Bodies are named by their size in kilobytes; for 100 kB, the target is one more millisecond."""
    results = Results([])
    results.bodies = {HUNDRED_KB: Bodies(Overhead([0.002], [0.001]), Overhead([0.0025], [0.0015]))}
    (table, targets) = tables(markdown(results))
    assert table[2] == "| body of 100 kB | 2.00 ms | 2.50 ms | 0.50 ms | 1.00 ms | 1.50 ms | 0.50 ms |"
    assert targets[2] == "| body routing: added milliseconds for 100 kB | 1 | 0.50 met |"
