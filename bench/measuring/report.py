"""The result as Markdown."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Sequence
from operator import attrgetter

from bench.measuring.overhead import DIRECT, added
from bench.measuring.results import Results
from bench.measuring.stages import requests_per_second
from bench.measuring.statistics import Summary, median_of, median_ratio
from bench.measuring.targets import BARE, LITELLM, ORIGINAL, cpu_ratio, latency_ratio, targets

BOUND = "bound"
OURS = "ours"

_UNITS = {"s": 1.0, "ms": 1e3, "µs": 1e6}


def markdown(results: Results) -> str:
    """All tables."""
    parts = [_slow(results), _failing(results), _overhead(results), _targets(results)]
    return "\n\n".join("\n".join(part) for part in parts)


def _slow(results: Results) -> Iterator[str]:
    yield "One replica three times slower (medians of the runs; ratios are medians of the runs' ratios):"
    yield ""
    yield (
        "| | first token p50 | p99 | p99 / bound | p99 / original | whole answer p99 | failed | answers/s "
        "| CPU per request |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for name, runs in ((BOUND, results.bound), *results.slow.items()):
        cells = (
            _time(median_of(runs, attrgetter("first_token_p50")), "s"),
            _time(median_of(runs, attrgetter("first_token_p99")), "s"),
            _number(_p99_ratio(runs, results.bound)),
            _number(_p99_ratio(runs, results.slow.get(ORIGINAL, []))),
            _time(median_of(runs, attrgetter("total_p99")), "s"),
            _failures(runs, "refused", "cut"),
            _number(median_of(runs, attrgetter("throughput")), 1),
            _time(median_of(runs, attrgetter("cpu_per_request")), "ms"),
        )
        yield _row(name, cells)
    for name, runs in results.slow.items():
        cores = requests_per_second() * median_of(runs, attrgetter("cpu_per_request"))
        if cores >= 1:
            yield ""
            yield (
                f"{name} would need {cores:.1f} cores at this load and uses one at most: it is overloaded itself, "
                "and its times grow with the length of a run."
            )


def _failing(results: Results) -> Iterator[str]:
    yield "One replica that breaks off before the first token, recovers, and is later killed (sums of the runs):"
    yield ""
    yield (
        "| | breaks off: failed before the first token | killed: failed before the first token "
        "| killed: cut off after it | killed: first token p99 |"
    )
    yield "|---|---:|---:|---:|---:|"
    for name in results.peers:
        cells = (
            _failures(results.breaking[name], "refused"),
            _failures(results.killed[name], "refused"),
            _failures(results.killed[name], "cut"),
            _time(median_of(results.killed[name], attrgetter("first_token_p99")), "s"),
        )
        yield _row(name, cells)


def _overhead(results: Results) -> Iterator[str]:
    yield "A request alone, answered at once with one token (medians of the turns):"
    yield ""
    yield "| | latency | added | added / bare Envoy | added / LiteLLM | CPU time | CPU / bare Envoy | CPU / LiteLLM |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    direct = statistics.median(results.overhead[DIRECT].latency)
    yield _row(DIRECT, (_time(direct, "µs"), *[""] * 6))
    for name in results.peers:
        found = results.overhead[name]
        cells = (
            _time(statistics.median(found.latency), "µs"),
            _time(added(results.overhead, name), "µs"),
            _number(latency_ratio(results, name, BARE)),
            _number(latency_ratio(results, name, LITELLM), 3),
            _time(statistics.median(found.cpu), "µs"),
            _number(cpu_ratio(results, name, BARE)),
            _number(cpu_ratio(results, name, LITELLM), 3),
        )
        yield _row(name, cells)


def _targets(results: Results) -> Iterator[str]:
    meshes = [name for name in results.peers if name.startswith(OURS)]
    if not meshes:
        return
    columns = [list(targets(results, name)) for name in meshes]
    yield f"| target | at most | {' | '.join(meshes)} |"
    yield f"|---|---:|{'---|' * len(meshes)}"
    for row in zip(*columns, strict=True):
        cells = (f"{_number(target.figure)} {target.verdict}" for target in row)
        yield _row(row[0].text, (f"{row[0].limit:g}", *cells))


def _row(name: str, cells: Sequence[str]) -> str:
    return f"| {name} | {' | '.join(cells)} |"


def _failures(runs: Sequence[Summary], *kinds: str) -> str:
    failed = sum(getattr(run, kind) for run in runs for kind in kinds)
    return f"{failed} of {sum(run.requests for run in runs)}"


def _p99_ratio(runs: Sequence[Summary], others: Sequence[Summary]) -> float:
    return median_ratio([run.first_token_p99 for run in runs], [run.first_token_p99 for run in others])


def _time(seconds: float, unit: str) -> str:
    digits = {"s": 2, "ms": 2, "µs": 0}[unit]
    return "" if math.isnan(seconds) else f"{seconds * _UNITS[unit]:.{digits}f} {unit}"


def _number(value: float, digits: int = 2) -> str:
    return "" if math.isnan(value) else f"{value:.{digits}f}"
