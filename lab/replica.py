"""A replica of an app: one simulated model server in a pod of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lab import sidecar
from lab.ground import Ground
from lab.modelserver import CONTROL_PORT, ModelServer
from lab.pods import Pod, publish


@dataclass(frozen=True)
class AppSpec:
    """What the replicas of an app have in common."""

    name: str
    namespace: str
    labels: Mapping[str, str]
    port: int
    sidecar: bool
    service_account: str
    simulator: Mapping[str, float]


class Replica(ModelServer):
    """A model server that the cluster knows as a pod."""

    def __init__(self, ground: Ground, spec: AppSpec, index: int) -> None:
        """Make a host for it, start it there and make its pod known."""
        name = f"{spec.name}-{index}"
        place = f"{spec.namespace}-{name}"
        settings = {"port": spec.port, "version": spec.labels.get("version", ""), **spec.simulator}
        super().__init__(name, ground.network.add_host(place), ground.new_folder(place), settings)
        self._ground = ground
        self.pod = Pod(
            name=name,
            namespace=spec.namespace,
            address=self.host.address,
            labels={**spec.labels, **(sidecar.LABELS if spec.sidecar else {})},
            ports=(spec.port,),
            service_account=spec.service_account,
        )
        publish(ground.cluster, self.pod)
        self.proxy = sidecar.add_sidecar(ground, self.host, self.pod, (CONTROL_PORT,)) if spec.sidecar else None

    def wait_ready(self) -> None:
        """Wait until it answers, and its sidecar too."""
        super().wait_ready()
        if self.proxy:
            self.proxy.wait_ready()

    def set_ready(self, ready: bool) -> None:
        """Have the pod's readiness be what a kubelet's probe would find."""
        self.pod = replace(self.pod, ready=ready)
        publish(self._ground.cluster, self.pod)

    def remove(self) -> None:
        """Take its pod out of the cluster and end it with its host."""
        self._ground.cluster.delete(self.pod.ref)
        self.kill()
        if self.proxy:
            self.proxy.kill()
        self._ground.network.remove_host(self.host)
