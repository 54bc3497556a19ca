"""All that a benchmark has found."""

from __future__ import annotations

from collections.abc import Sequence

from bench.measuring.overhead import Overhead
from bench.measuring.statistics import Summary


class Results:
    """The runs of each peer in each stage, in the order in which they were made."""

    def __init__(self, peers: Sequence[str]) -> None:
        self.peers = list(peers)
        self.bound: list[Summary] = []
        self.slow: dict[str, list[Summary]] = {name: [] for name in peers}
        self.breaking: dict[str, list[Summary]] = {name: [] for name in peers}
        self.killed: dict[str, list[Summary]] = {name: [] for name in peers}
        self.overhead: dict[str, Overhead] = {}
