"""The controller of Argo Rollouts, without pods: a test says which of its ReplicaSets are ready."""

from __future__ import annotations

from lab.cluster.client import Object, Ref
from lab.cluster.context import LabContext
from lab.machine.processes import Process, Program
from lab.tools import cache
from lab.tools.builder import build
from lab.tools.versions import ARGO_ROLLOUTS

_METRICS_PORT, _HEALTH_PORT = 8190, 8191


class ArgoRollouts:
    """The controller in a lab, which acts on the Rollouts of all namespaces."""

    def __init__(self, context: LabContext) -> None:
        """Start the controller."""
        build((ARGO_ROLLOUTS,))
        self._cluster = context.cluster
        for file in ARGO_ROLLOUTS.files:
            self._cluster.define(cache.folder(ARGO_ROLLOUTS) / file.name)
        apiserver = context.apiserver
        self._process = Process(
            Program(
                name="rollouts-controller",
                arguments=(
                    str(cache.program(ARGO_ROLLOUTS, "rollouts-controller")),
                    f"--kubeconfig={apiserver.kubeconfig}",
                    "--leader-elect=false",
                    "--istio-api-version=v1",
                    f"--metricsPort={_METRICS_PORT}",
                    f"--healthzPort={_HEALTH_PORT}",
                ),
                namespace=apiserver.hub.namespace,
                folder=context.new_folder("argo-rollouts"),
                environment={},
                mounts=context.mounts,
            )
        )

    def make_ready(self) -> None:
        """Set the status of all ReplicaSets, as if each of their pods were ready. No pod runs."""
        self._process.require_running()
        for item in self._cluster.objects("ReplicaSet"):
            count = item["spec"]["replicas"]
            status = {
                "replicas": count,
                "fullyLabeledReplicas": count,
                "readyReplicas": count,
                "availableReplicas": count,
                "observedGeneration": item["metadata"]["generation"],
            }
            if item.get("status", {}) != status:
                self._cluster.set_status({**item, "status": status})

    def status(self, rollout: Ref) -> Object:
        """The status of a Rollout."""
        found: Object = self._cluster.get(rollout).get("status", {})
        return found

    def go_on(self, rollout: Ref) -> None:
        """End the pause of a Rollout, as `kubectl argo rollouts promote` does."""
        self._cluster.kubectl(
            *("patch", "rollouts.argoproj.io", rollout.name, f"--namespace={rollout.namespace}"),
            *("--subresource=status", "--type=merge", '--patch={"status":{"pauseConditions":null}}'),
        )
