"""An app: replicas with the same labels behind the Services that select them."""

from __future__ import annotations

from lab.ground import Ground
from lab.proxy import Proxy
from lab.replica import AppSpec, Replica


class App:
    """The replicas of one app; each keeps its index for as long as the app lives."""

    def __init__(self, ground: Ground, spec: AppSpec) -> None:
        """Make an app without replicas."""
        self.spec = spec
        self._ground = ground
        self._made = 0
        self._replicas: dict[int, Replica] = {}

    @property
    def replicas(self) -> list[Replica]:
        """The replicas that the app has now."""
        return list(self._replicas.values())

    @property
    def proxies(self) -> list[Proxy]:
        """The sidecars of its replicas."""
        return [replica.proxy for replica in self.replicas if replica.proxy]

    def replica(self, index: int) -> Replica:
        """One replica."""
        return self._replicas[index]

    def add(self, count: int = 1) -> list[Replica]:
        """Add replicas and wait until they answer; the mesh learns of them by ``wait_applied``."""
        added = []
        for index in range(self._made, self._made + count):
            self._replicas[index] = Replica(self._ground, self.spec, index)
            added.append(self._replicas[index])
        self._made += count
        for replica in added:
            replica.wait_ready()
        return added

    def remove_replica(self, index: int) -> None:
        """Remove a replica for good; the mesh learns of it by ``wait_applied``."""
        self._replicas.pop(index).remove()

    def remove(self) -> None:
        """Remove every replica."""
        for index in list(self._replicas):
            self.remove_replica(index)
