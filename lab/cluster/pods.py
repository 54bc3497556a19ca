"""Pods: what a kubelet would write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lab.cluster.client import Cluster, Object, Ref


@dataclass(frozen=True)
class Pod:
    """A Pod of the lab: a test host with an address, with the status of a running Pod."""

    name: str
    namespace: str
    address: str
    labels: Mapping[str, str]
    ports: tuple[int, ...]
    service_account: str = "default"
    container: str = "app"
    ready: bool = True

    @property
    def ref(self) -> Ref:
        """Its identity in the API server."""
        return Ref("Pod", self.namespace, self.name)

    def manifest(self) -> Object:
        """The object with the status that a kubelet would report."""
        ports = [{"containerPort": port} for port in self.ports]
        container = {"name": self.container, "image": "lab.invalid/app:lab", "ports": ports}
        ready = {"type": "Ready", "status": "True" if self.ready else "False"}
        return {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {
                "name": self.name,
                "namespace": self.namespace,
                "labels": dict(self.labels),
            },
            "spec": {"serviceAccountName": self.service_account, "containers": [container]},
            "status": {
                "phase": "Running",
                "podIP": self.address,
                "podIPs": [{"ip": self.address}],
                "conditions": [ready],
            },
        }


def locality(place: str) -> dict[str, str]:
    """The label that sets the locality of a Pod, `region/zone`, instead of its node; labels can't hold slashes."""
    return {"istio-locality": place.replace("/", ".")}


def publish(cluster: Cluster, pod: Pod) -> None:
    """Create or update the Pod in the API server, with its status."""
    manifest = pod.manifest()
    cluster.apply({key: value for key, value in manifest.items() if key != "status"})
    cluster.set_status(manifest)
