"""A caller: a pod from which a test sends requests, so that they bear the pod's identity."""

from __future__ import annotations

from lab import sidecar
from lab.ground import Ground
from lab.network import Host
from lab.pods import Pod, publish
from lab.proxy import Proxy


class Caller:
    """A host that only sends; with a sidecar the mesh knows its service account.

    Its pod has the label `app` with its name: like any pod it is an endpoint of a Service that selects that.
    """

    def __init__(self, ground: Ground, name: str, namespace: str, with_sidecar: bool) -> None:
        """Make the host, its pod and its service account."""
        self._ground = ground
        self.host: Host = ground.network.add_host(f"{namespace}-{name}")
        ground.cluster.require_service_account(namespace, name)
        self.pod = Pod(
            name=name,
            namespace=namespace,
            address=self.host.address,
            labels={"app": name, **(sidecar.LABELS if with_sidecar else {})},
            ports=(),
            service_account=name,
        )
        publish(ground.cluster, self.pod)
        self.proxy: Proxy | None = None
        if with_sidecar:
            self.proxy = sidecar.add_sidecar(ground, self.host, self.pod)
            self.proxy.wait_ready()

    @property
    def proxies(self) -> list[Proxy]:
        """Its sidecar, when it has one."""
        return [self.proxy] if self.proxy else []

    def remove(self) -> None:
        """End it with its host."""
        self._ground.cluster.delete(self.pod.ref)
        if self.proxy:
            self.proxy.kill()
        self._ground.network.remove_host(self.host)
