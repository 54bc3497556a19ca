"""The controller of a cloud that gives Services an address, for tests in which Argo CD waits for it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from lab import limits
from lab.background import Background
from lab.cluster.client import Cluster
from lab.errors import RefusedError

# An address of those for documentation: nothing in the lab sends to it.
_ADDRESS = "203.0.113.1"


def load_balancers(cluster: Cluster) -> Background:
    """Give an address to each Service of type LoadBalancer as long as the returned context is open."""
    return Background(partial(_assign, cluster), limits.POLL_SECONDS)


def _assign(cluster: Cluster) -> None:
    for item in cluster.objects("Service"):
        status = item.get("status", {}).get("loadBalancer", {})
        if item["spec"].get("type") == "LoadBalancer" and not status.get("ingress"):
            # The Service may be gone by now.
            with suppress(RefusedError):
                cluster.set_status({**item, "status": {"loadBalancer": {"ingress": [{"ip": _ADDRESS}]}}})
