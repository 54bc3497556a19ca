"""All that a benchmark has found."""

from __future__ import annotations

from collections.abc import Sequence

from bench.measuring.bodies import Bodies
from bench.measuring.canary import Caches
from bench.measuring.failover import Seen
from bench.measuring.overhead import Overhead
from bench.measuring.statistics import Summary


class Results:
    """What each stage has found; a stage that wasn't chosen has found nothing."""

    def __init__(self, peers: Sequence[str]) -> None:
        self.peers = list(peers)
        # The runs of each peer, in the order in which they were made.
        self.bound: list[Summary] = []
        self.slow: dict[str, list[Summary]] = {name: [] for name in peers}
        self.breaking: dict[str, list[Summary]] = {name: [] for name in peers}
        self.killed: dict[str, list[Summary]] = {name: [] for name in peers}
        self.overhead: dict[str, Overhead] = {}
        # By the mesh; by the trouble and the mesh; by the bytes of a body.
        self.canary: dict[str, Caches] = {}
        self.failover: dict[str, dict[str, Seen]] = {}
        self.bodies: dict[int, Bodies] = {}
