"""The tables of a gateway with many APIs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from bench.measuring.scale.figures import (
    Case,
    Figure,
    Variant,
    arrival,
    clusters,
    cpu_seconds,
    istiod_cpu,
    listeners,
    memory,
    push,
    routes,
)
from bench.measuring.scale.llm_gateway import Hosts
from bench.measuring.scale.targets import MEBIBYTE, ratio, targets
from bench.reporting.cells import Lines, head, number, row, time


def markdown(cases: Sequence[Case]) -> str:
    """The figures and the targets of each kind of hosts."""
    parts: list[str] = []
    for hosts in Hosts:
        if own := [case for case in cases if case.hosts is hosts]:
            parts += ["\n".join(_figures(hosts, own)), "\n".join(_targets(own))]
    return "\n\n".join(parts)


def _mebibytes(digits: int) -> Callable[[float], str]:
    return lambda value: f"{number(value / MEBIBYTE, digits)} MiB"


def _seconds(unit: str) -> Callable[[float], str]:
    return lambda value: time(value, unit)


_COLUMNS: tuple[tuple[str, Figure, Callable[[float], str]], ...] = (
    ("listeners", listeners, _mebibytes(2)),
    ("routes", routes, _mebibytes(2)),
    ("clusters", clusters, _mebibytes(2)),
    ("memory", memory, _mebibytes(0)),
    ("CPU time to load", cpu_seconds, _seconds("s")),
    ("push of a change", push, _seconds("ms")),
    ("istiod's CPU time", istiod_cpu, _seconds("ms")),
    ("arrival of a change", arrival, _seconds("ms")),
)


def _figures(hosts: Hosts, cases: Sequence[Case]) -> Lines:
    measured = cases[0].variants[Variant.PATCHED]
    yield f"{hosts.capitalize()}: medians of {len(measured.loads)} new proxies and of {len(measured.changes)} changes."
    yield ""
    yield from head(*(title for title, _, _ in _COLUMNS))
    for case in cases:
        yield from _rows(case)


def _rows(case: Case) -> Iterator[str]:
    name = f"{case.apis} APIs" if case.apis > 1 else "1 API"
    for variant, found in case.variants.items():
        yield row(f"{name}, {variant}", [written(figure(found)) for _, figure, written in _COLUMNS])
    yield row("ratio", [f"**{number(ratio(case, figure))}**" for _, figure, _ in _COLUMNS])


def _targets(cases: Sequence[Case]) -> Lines:
    yield "| target | at most | |"
    yield "|---|---:|---|"
    for found in targets(cases):
        digits = 0 if found.limit > 100 else 2  # noqa: PLR2004 - bytes, and not a ratio
        yield row(found.text, (f"{found.limit:,}", f"{number(found.figure, digits)} {found.verdict}"))
