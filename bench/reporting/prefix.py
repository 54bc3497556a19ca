"""The tables of the prefix benchmark."""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence

from bench.measuring.prefix.figures import LIMIT_SECONDS, Run
from bench.measuring.prefix.results import WITHOUT_KEYS, Results
from bench.measuring.prefix.stage import SAME_SHARE
from bench.measuring.prefix.targets import AFFINITIES, targets
from bench.measuring.prefix.workloads import BY_NAME
from bench.measuring.statistics import median_of
from bench.reporting.cells import Lines, head, number, of, row, time

# The benchmark's own programs disturb the figures of a machine that is busier than this.
BUSY = 0.85


def markdown(results: Results) -> str:
    """All tables."""
    parts = [
        _highest(results),
        *(_same(results, name) for name in results.measured),
        _alone(results),
        _targets(results),
    ]
    return "\n\n".join(filter(None, map("\n".join, parts)))


def origins(results: Results) -> str:
    """Where the runs come from: one line, or a table if the code, the machine or a program wasn't always the same."""
    return "\n".join(_origins(results))


def _origins(results: Results) -> Lines:
    by_peer: dict[str, set[str]] = {}
    groups: dict[tuple[str, str], dict[str, None]] = {}
    counts: Counter[tuple[str, str]] = Counter()
    for key, origin in sorted(results.origins.items(), key=lambda item: results.peers.index(item[0][1])):
        place = (origin.code, origin.machine)
        groups.setdefault(place, {})[origin.version] = None
        counts[place] += 1
        by_peer.setdefault(key[1], set()).add(origin.version)
    rows = [(code, machine, ", ".join(filter(None, found))) for (code, machine), found in groups.items()]
    if len(rows) == 1 and all(len(found) == 1 for found in by_peer.values()):
        ((code, machine, versions),) = rows
        yield f"Code {code}; {machine}; {versions}."
        return
    yield "Not all runs have the same code, machine and programs:"
    yield ""
    yield "| code | machine | programs | runs |"
    yield "|---|---|---|---:|"
    for (code, machine, versions), count in zip(rows, counts.values(), strict=True):
        yield row(code, (machine, versions, str(count)))


def _highest(results: Results) -> Lines:
    yield (
        f"The highest load with 99 of 100 first tokens within {LIMIT_SECONDS:g} s, in % of perfect "
        "(medians of the seeds, and the range if they differ):"
    )
    yield ""
    seeds = len(results.seeds) * len(results.workloads)
    yield from head(*results.measured, "runs", "machine used")
    for peer in results.peers:
        own = [list(results.of(workload, peer).values()) for workload in results.measured]
        runs = [run for found in own for run in found]
        yield row(peer, [*map(_loads, own), of(len(runs), seeds), _machine(run.machine for run in runs)])


def _loads(runs: Sequence[Run]) -> str:
    if not runs:
        return ""
    found = [run.highest for run in runs]
    low, high = (f"{share * 100:.0f}" for share in (min(found), max(found)))
    return f"{statistics.median(found) * 100:.0f}{f' ({low}-{high})' if low != high else ''}"


def _same(results: Results, name: str) -> Lines:
    workload = BY_NAME[name]
    rate = SAME_SHARE * workload.perfect
    yield f"{name}: {workload.text}, at {SAME_SHARE:.0%} of perfect, {rate:.1f} requests/s (medians of the seeds):"
    yield ""
    yield from head("first token p50", "p99", "prompt tokens cached", "failed", "CPU time of a request", "machine used")
    for peer in results.peers:
        points = [run.same for run in results.of(name, peer).values()]
        if not points:
            continue
        cells = (
            time(median_of(points, lambda point: point.times.first_token_p50), "s"),
            time(median_of(points, lambda point: point.times.first_token_p99), "s"),
            f"{median_of(points, lambda point: point.cached):.0%}",
            of(sum(point.times.failed for point in points), sum(point.times.requests for point in points)),
            time(median_of(points, lambda point: point.cpu_per_request), "ms"),
            _machine(point.machine for point in points),
        )
        yield row(peer, cells)


def _machine(shares: Iterable[float]) -> str:
    used = max(shares, default=math.nan)
    return "" if math.isnan(used) else f"{used:.0%}{' (too busy)' if used > BUSY else ''}"


def _alone(results: Results) -> Lines:
    if not results.overhead:
        return
    yield (
        "Single requests of 10 kB with a session's header, answered at once with one token (medians of the turns). "
        f"`{WITHOUT_KEYS}` is least request at a gateway that reads no keys; what affinity adds is compared with it, "
        "turn by turn:"
    )
    yield ""
    yield from head("latency", "CPU time")
    for name, found in results.overhead.items():
        cpu = statistics.median(found.cpu) if found.cpu else math.nan
        yield row(name, (time(statistics.median(found.latency), "ms"), time(cpu, "ms")))


def _targets(results: Results) -> Lines:
    names = [name for name in AFFINITIES if name in results.peers]
    rows = list(zip(*(targets(results, name) for name in names), strict=True))
    rows = [found for found in rows if not all(math.isnan(each.figure) for each in found)]
    if not rows:
        return
    yield f"| target | | {' | '.join(names)} |"
    yield f"|---|---:|{'---|' * len(names)}"
    for found in rows:
        cells = (f"{number(each.figure)} {each.verdict}".lstrip() for each in found)
        yield row(found[0].text, (found[0].bound, *cells))
