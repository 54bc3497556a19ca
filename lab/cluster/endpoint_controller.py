"""The endpoint controller of a cluster, for tests in which Argo CD or kubectl creates Services."""

from __future__ import annotations

from functools import partial

from lab import limits
from lab.background import Background
from lab.cluster.client import Cluster
from lab.cluster.endpoints import write_endpoints


def endpoint_controller(cluster: Cluster) -> Background:
    """Keep the EndpointSlices up to date with Services and Pods as long as the returned context is open."""
    return Background(partial(write_endpoints, cluster), limits.POLL_SECONDS)
