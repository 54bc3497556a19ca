"""The figures of gateways with many APIs."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from bench.measuring.scale.llm_gateway import Hosts


class Variant(StrEnum):
    """What is measured beside each other."""

    PLAIN = "without patches"
    PATCHED = "LlmGateway"


@dataclass(frozen=True)
class Load:
    """A new proxy that has loaded the whole configuration. Sizes are in bytes."""

    listeners: int
    routes: int
    clusters: int
    memory: int
    cpu_seconds: float


@dataclass(frozen=True)
class Change:
    """A change of one API, in seconds."""

    push: float
    """Istiod's time to compute and send it."""
    istiod_cpu: float
    """Istiod's CPU time, which other programs on the machine don't change."""
    arrival: float
    """From the request to the API server until the proxy answers by the new configuration."""


@dataclass
class Figures:
    """The turns of one variant."""

    loads: list[Load] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


Figure = Callable[[Figures], float]


def listeners(found: Figures) -> float:
    """Bytes of the listeners' configuration."""
    return statistics.median(load.listeners for load in found.loads)


def routes(found: Figures) -> float:
    """Bytes of the routes' configuration."""
    return statistics.median(load.routes for load in found.loads)


def clusters(found: Figures) -> float:
    """Bytes of the clusters' configuration."""
    return statistics.median(load.clusters for load in found.loads)


def memory(found: Figures) -> float:
    """Bytes of the proxy's resident memory."""
    return statistics.median(load.memory for load in found.loads)


def cpu_seconds(found: Figures) -> float:
    """CPU time of the proxy until it has loaded everything."""
    return statistics.median(load.cpu_seconds for load in found.loads)


def push(found: Figures) -> float:
    """Istiod's time for one change."""
    return statistics.median(change.push for change in found.changes)


def istiod_cpu(found: Figures) -> float:
    """Istiod's CPU time for one change: the mean, as a few changes contain the collection of all others' garbage."""
    return statistics.fmean(change.istiod_cpu for change in found.changes)


def arrival(found: Figures) -> float:
    """Time until the proxy answers by the change."""
    return statistics.median(change.arrival for change in found.changes)


@dataclass(frozen=True)
class Case:
    """A number of APIs, their hosts, and what was measured."""

    apis: int
    hosts: Hosts
    largest_object: int
    variants: dict[Variant, Figures]
