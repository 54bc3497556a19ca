"""The endpoint controller of a cluster, for tests in which others than the lab make Services."""

from __future__ import annotations

from lab import limits
from lab.background import Background
from lab.cluster import Cluster
from lab.pods import write_endpoints


class EndpointController(Background):
    """Keeps EndpointSlices in line with Services and Pods in the background."""

    def __init__(self, cluster: Cluster) -> None:
        """Look after this API server."""
        super().__init__(limits.POLL_SECONDS)
        self._cluster = cluster

    def _step(self) -> None:
        write_endpoints(self._cluster)
