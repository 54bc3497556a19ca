"""The controller of Deployments, for tests in which Argo CD waits for their pods."""

from __future__ import annotations

from contextlib import suppress
from functools import partial

from lab import limits
from lab.background import Background
from lab.cluster.client import Cluster
from lab.errors import RefusedError


def deployments(cluster: Cluster) -> Background:
    """Report the pods of each Deployment as ready as long as the returned context is open; the lab runs none."""
    return Background(partial(_report, cluster), limits.POLL_SECONDS)


def _report(cluster: Cluster) -> None:
    for item in cluster.objects("Deployment"):
        generation, replicas = item["metadata"]["generation"], item["spec"].get("replicas", 1)
        if item.get("status", {}).get("observedGeneration") == generation:
            continue
        counts = dict.fromkeys(("replicas", "updatedReplicas", "readyReplicas", "availableReplicas"), replicas)
        # The Deployment may be gone by now.
        with suppress(RefusedError):
            cluster.set_status({**item, "status": {"observedGeneration": generation, **counts}})
