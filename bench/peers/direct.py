"""No balancer: the client chooses the replica itself."""

from __future__ import annotations

from bench.measuring.client import Target
from bench.peers.peer import Peer
from lab.machine.network import Host


class Direct(Peer):
    """The replicas themselves."""

    name = "oracle"
    program = ""

    @classmethod
    def require(cls) -> None:
        """Nothing."""

    @classmethod
    def version(cls) -> str:
        """It has none."""
        return ""

    def start(self) -> None:
        """Nothing to start."""

    @property
    def host(self) -> Host:
        """The client's host."""
        return self.lab.hub

    @property
    def target(self) -> Target:
        """The first replica."""
        return self.targets[0]

    @property
    def targets(self) -> list[Target]:
        """All replicas."""
        return self.replica_targets

    def cpu_seconds(self) -> float:
        """None: the choice is a part of the client."""
        return 0.0
