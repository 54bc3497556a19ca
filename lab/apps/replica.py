"""A replica of an app: a simulated model server in a Pod."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from lab.apps.model_server import CONTROL_PORT, ModelServer
from lab.cluster.context import LabContext
from lab.cluster.pods import Pod, publish
from lab.istio import sidecar


@dataclass(frozen=True)
class AppSpec:
    """The settings that the replicas of an app have in common."""

    name: str
    namespace: str
    labels: Mapping[str, str]
    port: int
    sidecar: bool
    service_account: str
    models: tuple[str, ...]
    simulator: Mapping[str, float]
    real: bool = False
    proxy_config: Mapping[str, object] = field(default_factory=dict)
    """What the Pods' annotation `proxy.istio.io/config` would add."""


class Replica(ModelServer):
    """A model server with a Pod in the cluster."""

    def __init__(self, context: LabContext, spec: AppSpec, index: int) -> None:
        """Create its host, start it there and publish its Pod."""
        name = f"{spec.name}-{index}"
        host = f"{spec.namespace}-{name}"
        settings = {
            "port": spec.port,
            "version": spec.labels.get("version", ""),
            "models": ",".join(spec.models),
            **spec.simulator,
        }
        super().__init__(name, context.network.add_host(host), context.new_folder(host), settings)
        self._context = context
        self.pod = Pod(
            name=name,
            namespace=spec.namespace,
            address=self.host.address,
            labels={**spec.labels, **(sidecar.LABELS if spec.sidecar else {})},
            ports=(spec.port,),
            service_account=spec.service_account,
        )
        publish(context.cluster, self.pod)
        self.proxy = None
        if spec.sidecar:
            variables = sidecar.of_model_server(spec.port)
            self.proxy = sidecar.add_sidecar(
                context,
                self.host,
                self.pod,
                (CONTROL_PORT,),
                environment=variables,
                proxy_config=spec.proxy_config,
            )

    def wait_ready(self) -> None:
        """Wait until the replica and its sidecar answer."""
        super().wait_ready()
        if self.proxy:
            self.proxy.wait_ready()

    def set_ready(self, ready: bool) -> None:
        """Set the readiness of the Pod, as a kubelet does after a probe."""
        self.pod = replace(self.pod, ready=ready)
        publish(self._context.cluster, self.pod)

    def remove(self) -> None:
        """Delete its Pod, stop it, and delete its host."""
        self._context.cluster.delete(self.pod.ref)
        self.kill()
        if self.proxy:
            self.proxy.kill()
        self._context.network.remove_host(self.host)
