"""The results of the prefix benchmark, as far as it has come."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from bench.measuring.origin import UNKNOWN, Origin
from bench.measuring.overhead import DIRECT, Overhead
from bench.measuring.prefix.figures import Run

ORACLE = "oracle"
"""The balancer that is no program."""
WITHOUT_KEYS = "without-keys"
"""The API that is measured by single requests only: least request, at a gateway that reads no keys."""


@dataclass
class Results:
    """The figures of the balancers with these workloads and seeds."""

    peers: Sequence[str]
    workloads: Sequence[str]
    seeds: Sequence[int]
    runs: dict[tuple[str, str, int], Run] = field(default_factory=dict)
    """By workload, balancer and seed."""
    origins: dict[tuple[str, str, int], Origin] = field(default_factory=dict)
    """By the same."""
    overhead: dict[str, Overhead] = field(default_factory=dict)

    @property
    def wanted(self) -> int:
        """The number of all runs."""
        return len(self.peers) * len(self.workloads) * len(self.seeds)

    @property
    def measured(self) -> list[str]:
        """The workloads of which there is a run."""
        known = {workload for workload, _, _ in self.runs}
        return [workload for workload in self.workloads if workload in known]

    def add(self, workload: str, peer: str, seed: int, run: Run, origin: Origin = UNKNOWN) -> None:
        """Add a run, if it is one of those to measure."""
        if workload in self.workloads and peer in self.peers and seed in self.seeds:
            self.runs[workload, peer, seed] = run
            self.origins[workload, peer, seed] = origin

    def add_overhead(self, found: Mapping[str, Overhead]) -> None:
        """Add the figures of single requests, unless a balancer is missing: they are compared turn by turn."""
        names = [DIRECT, WITHOUT_KEYS, *(peer for peer in self.peers if peer != ORACLE)]
        if set(names) <= found.keys():
            self.overhead = {name: found[name] for name in names}

    def missing(self) -> Iterator[tuple[str, str, int]]:
        """What is left to measure: all balancers with one workload, then the next one, and only then the next seed."""
        for index, seed in enumerate(self.seeds):
            first = index % len(self.peers)
            for workload, peer in product(self.workloads, (*self.peers[first:], *self.peers[:first])):
                if (workload, peer, seed) not in self.runs:
                    yield workload, peer, seed

    def of(self, workload: str, peer: str) -> dict[int, Run]:
        """The runs of one balancer with one workload, by seed."""
        found = {seed: self.runs.get((workload, peer, seed)) for seed in self.seeds}
        return {seed: run for seed, run in found.items() if run}
