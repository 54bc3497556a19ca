"""The results of a benchmark."""

from __future__ import annotations

from collections.abc import Sequence

from bench.measuring.overhead import Overhead
from bench.measuring.statistics import Summary
from bench.measuring.traffic.bodies import Bodies
from bench.measuring.traffic.canary import Caches
from bench.measuring.traffic.failover import Figures


class Results:
    """The results of each stage; those of a stage that wasn't chosen are empty."""

    def __init__(self, peers: Sequence[str]) -> None:
        self.peers = list(peers)
        # The runs of each peer, in their order.
        self.bound: list[Summary] = []
        self.slow: dict[str, list[Summary]] = {name: [] for name in peers}
        self.breaking: dict[str, list[Summary]] = {name: [] for name in peers}
        self.killed: dict[str, list[Summary]] = {name: [] for name in peers}
        self.overhead: dict[str, Overhead] = {}
        # By API, by fault and API, and by size of the body.
        self.canary: dict[str, Caches] = {}
        self.failover: dict[str, dict[str, Figures]] = {}
        self.bodies: dict[int, Bodies] = {}
