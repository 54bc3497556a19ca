"""An app: replicas with the same labels, behind the Services that select them."""

from __future__ import annotations

from lab.apps.real_replica import RealReplica, require_built
from lab.apps.replica import AppSpec, Replica
from lab.cluster.context import LabContext
from lab.istio.proxy import Proxy


class App:
    """The replicas of one app; the index of a replica is never reused."""

    def __init__(self, context: LabContext, spec: AppSpec) -> None:
        """Create an app without replicas."""
        if spec.real:
            require_built()
        self.spec = spec
        self._context = context
        self._next_index = 0
        self._replicas: dict[int, Replica] = {}

    @property
    def replicas(self) -> list[Replica]:
        """The current replicas of the app."""
        return list(self._replicas.values())

    @property
    def proxies(self) -> list[Proxy]:
        """The sidecars of its replicas."""
        return [replica.proxy for replica in self.replicas if replica.proxy]

    def replica(self, index: int) -> Replica:
        """The replica with this index."""
        return self._replicas[index]

    def add(self, count: int = 1) -> list[Replica]:
        """Add replicas and wait until they answer; `Lab.wait_applied` adds them to the mesh."""
        added = []
        kind = RealReplica if self.spec.real else Replica
        for index in range(self._next_index, self._next_index + count):
            self._replicas[index] = kind(self._context, self.spec, index)
            added.append(self._replicas[index])
        self._next_index += count
        for replica in added:
            replica.wait_ready()
        return added

    def remove_replica(self, index: int) -> None:
        """Remove a replica; `Lab.wait_applied` removes it from the mesh."""
        self._replicas.pop(index).remove()

    def remove(self) -> None:
        """Remove every replica."""
        for index in list(self._replicas):
            self.remove_replica(index)
