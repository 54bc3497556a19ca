"""Pods and EndpointSlices: what a kubelet and the endpoint controller would write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lab.cluster import Cluster, Object, Ref

_SLICE_SUFFIX = "lab"


@dataclass(frozen=True)
class Pod:
    """A pod of the lab: a test host with an address, which the API server knows as running."""

    name: str
    namespace: str
    address: str
    labels: Mapping[str, str]
    ports: tuple[int, ...]
    service_account: str = "default"
    ready: bool = True

    @property
    def ref(self) -> Ref:
        """Its identity in the API server."""
        return Ref("Pod", self.namespace, self.name)

    def manifest(self) -> Object:
        """The object with the status that a kubelet would report."""
        ports = [{"containerPort": port} for port in self.ports]
        container = {"name": "app", "image": "lab.invalid/app:lab", "ports": ports}
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
    """The label by which a pod is in a place, `region/zone`, whatever its node says; labels hold no slashes."""
    return {"istio-locality": place.replace("/", ".")}


def publish(cluster: Cluster, pod: Pod) -> None:
    """Make the pod known to the API server, or change it there."""
    manifest = pod.manifest()
    cluster.apply({key: value for key, value in manifest.items() if key != "status"})
    cluster.set_status(manifest)


def write_endpoints(cluster: Cluster) -> dict[Ref, set[str]]:
    """Bring the EndpointSlices in line with Services and Pods; return the ready addresses."""
    pods = cluster.objects("Pod")
    addresses: dict[Ref, set[str]] = {}
    wanted: set[Ref] = set()
    present = {Ref.of(item): item for item in cluster.objects("EndpointSlice")}
    for service in cluster.objects("Service"):
        if not service["spec"].get("selector"):
            continue
        item = _slice(service, [pod for pod in pods if _selects(service, pod)])
        ref = Ref.of(item)
        wanted.add(ref)
        if _differs(present.get(ref), item):
            cluster.apply(item)
        addresses[Ref.of(service)] = {
            endpoint["addresses"][0] for endpoint in item["endpoints"] if endpoint["conditions"]["ready"]
        }
    for ref in set(present) - wanted:
        if ref.name.endswith(f"-{_SLICE_SUFFIX}"):
            cluster.delete(ref)
    return addresses


def _selects(service: Object, pod: Object) -> bool:
    labels = pod["metadata"].get("labels", {})
    selector = service["spec"]["selector"]
    return bool(
        pod["metadata"]["namespace"] == service["metadata"]["namespace"]
        and pod.get("status", {}).get("podIP")
        and selector.items() <= labels.items()
    )


def _slice(service: Object, pods: list[Object]) -> Object:
    name, namespace = service["metadata"]["name"], service["metadata"]["namespace"]
    return {
        "apiVersion": "discovery.k8s.io/v1",
        "kind": "EndpointSlice",
        "metadata": {
            "name": f"{name}-{_SLICE_SUFFIX}",
            "namespace": namespace,
            "labels": {"kubernetes.io/service-name": name},
        },
        "addressType": "IPv4",
        "endpoints": [_endpoint(pod) for pod in sorted(pods, key=lambda p: Ref.of(p).name)],
        "ports": [_port(port) for port in service["spec"]["ports"]],
    }


def _endpoint(pod: Object) -> Object:
    metadata = pod["metadata"]
    ready = any(
        condition["type"] == "Ready" and condition["status"] == "True"
        for condition in pod["status"].get("conditions", ())
    )
    return {
        "addresses": [pod["status"]["podIP"]],
        "conditions": {"ready": ready},
        "targetRef": {"kind": "Pod", "name": metadata["name"], "namespace": metadata["namespace"]},
    }


def _port(port: Object) -> Object:
    written = {"port": port["targetPort"], "protocol": port["protocol"]}
    # Absent fields stay absent: the API server tells an empty name from none.
    for key in ("name", "appProtocol"):
        if key in port:
            written[key] = port[key]
    return written


def _differs(present: Object | None, item: Object) -> bool:
    fields = ("endpoints", "ports")
    return present is None or any(_plain(present.get(f)) != _plain(item[f]) for f in fields)


def _plain(entries: Any) -> Any:
    return entries or []
