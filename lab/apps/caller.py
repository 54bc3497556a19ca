"""A caller: a Pod from which a test sends requests with the Pod's identity."""

from __future__ import annotations

from lab.cluster.context import LabContext
from lab.cluster.pods import Pod, publish
from lab.istio import sidecar
from lab.istio.proxy import Proxy
from lab.machine.network import Host


class Caller:
    """A host that only sends requests; with a sidecar, the mesh knows its service account.

    The Pod has its name as the label `app`. Like any Pod, it is an endpoint of a Service that selects that label.
    """

    def __init__(self, context: LabContext, name: str, namespace: str, with_sidecar: bool) -> None:
        """Create the host, its Pod and its service account."""
        self._context = context
        self.host: Host = context.network.add_host(f"{namespace}-{name}")
        context.cluster.require_service_account(namespace, name)
        self.pod = Pod(
            name=name,
            namespace=namespace,
            address=self.host.address,
            labels={"app": name, **(sidecar.LABELS if with_sidecar else {})},
            ports=(),
            service_account=name,
        )
        publish(context.cluster, self.pod)
        self.proxy: Proxy | None = None
        if with_sidecar:
            self.proxy = sidecar.add_sidecar(context, self.host, self.pod)
            self.proxy.wait_ready()

    @property
    def proxies(self) -> list[Proxy]:
        """Its sidecar, if it has one."""
        return [self.proxy] if self.proxy else []

    def remove(self) -> None:
        """Delete its Pod, its proxy and its host."""
        self._context.cluster.delete(self.pod.ref)
        if self.proxy:
            self.proxy.kill()
        self._context.network.remove_host(self.host)
