"""The targets of affinity by prefix, and whether they are met."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bench.measuring.overhead import Overhead, difference
from bench.measuring.prefix.figures import Run
from bench.measuring.prefix.results import ORACLE, WITHOUT_KEYS, Results
from bench.measuring.statistics import NAN, median_ratio
from bench.measuring.targets import Target

LEAST_REQUEST = "least-request"
AFFINITIES = ("opening", "session")
TWO_PODS = "-two-pods"
OTHER_BOUNDS = ("opening-110", "opening-150")
PICKER = "picker"

# Of the workloads: those that share prefixes, the one with a hot prefix, and those that share little or nothing.
SHARING = ("A", "Au", "B", "C")
HOT = "C"
OTHERS = ("M", "D")

# What two pods of the gateway must not change.
_FIGURES: Mapping[str, Callable[[Run], float]] = {
    "highest load": lambda run: run.highest,
    "first token's p50": lambda run: run.same.times.first_token_p50,
    "first token's p99": lambda run: run.same.times.first_token_p99,
    "share that is cached": lambda run: run.same.cached,
}


def targets(results: Results, name: str) -> Iterator[Target]:
    """The targets of one kind of affinity; figures that weren't measured are NaN."""
    peers = _peers(results)
    for workload in SHARING:
        gain = ratio(results, workload, name, LEAST_REQUEST)
        yield Target(f"{workload}: highest load / least request's", 1.5, gain, least=True)
    for workload in SHARING:
        best = _lowest(ratio(results, workload, name, peer) for peer in peers)
        yield Target(f"{workload}: highest load / the best peer's", 0.85, best, least=True)
    yield Target(f"{HOT}: highest load / the picker's", 1.0, ratio(results, HOT, name, PICKER), more=True)
    for workload in OTHERS:
        loss = ratio(results, workload, name, LEAST_REQUEST)
        yield Target(f"{workload}: highest load / least request's", 0.95, loss, least=True)
    for workload in results.measured:
        for text, figure in _FIGURES.items():
            change = ratio(results, workload, f"{name}{TWO_PODS}", name, figure)
            yield Target(f"{workload}: change of the {text} with two pods", 0.1, abs(change - 1))
    text = "CPU time that reading keys and affinity add to a request of 10 kB, ms"
    yield Target(text, 0.1, added_cpu(results, name) * 1000)
    yield Target("CPU time of a request / with the picker", 0.5, _cpu_ratio(results, name, PICKER))


def ratio(
    results: Results, workload: str, name: str, other: str, figure: Callable[[Run], float] = lambda run: run.highest
) -> float:
    """The median ratio of a figure of two balancers, seed by seed: their highest loads, unless another one is given.

    NaN if one wasn't measured.
    """
    ones, others = results.of(workload, name), results.of(workload, other)
    pairs = [(figure(ones[seed]), figure(others[seed])) for seed in ones if seed in others]
    kept = [(one, zero) for one, zero in pairs if zero]
    return median_ratio([one for one, _ in kept], [zero for _, zero in kept])


def added_cpu(results: Results, name: str) -> float:
    """The gateway's CPU time that affinity adds to a single request, beside a gateway that reads no keys."""
    found = _overheads(results, name, WITHOUT_KEYS)
    return difference(found[0].cpu, found[1].cpu) if found else NAN


def _cpu_ratio(results: Results, name: str, other: str) -> float:
    found = _overheads(results, name, other)
    return statistics.median(found[0].cpu) / statistics.median(found[1].cpu) if found else NAN


def _overheads(results: Results, *names: str) -> Sequence[Overhead]:
    known = set(names) <= results.overhead.keys()
    return [results.overhead[name] for name in names] if known else []


def _peers(results: Results) -> list[str]:
    """All balancers that aren't this project's own."""
    own = {ORACLE, LEAST_REQUEST, *OTHER_BOUNDS, *AFFINITIES, *(f"{name}{TWO_PODS}" for name in AFFINITIES)}
    return [name for name in results.peers if name not in own]


def _lowest(figures: Iterable[float]) -> float:
    return min((figure for figure in figures if not math.isnan(figure)), default=NAN)
