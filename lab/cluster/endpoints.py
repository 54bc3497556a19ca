"""EndpointSlices: what the endpoint controller of a cluster would write."""

from __future__ import annotations

from typing import Any

from lab.cluster.client import Cluster, Object, Ref

_SLICE_SUFFIX = "lab"
# The user of the controller, whom admission policies know.
_CONTROLLER = "system:serviceaccount:kube-system:endpointslice-controller"


def write_endpoints(cluster: Cluster) -> dict[Ref, set[str]]:
    """Update the EndpointSlices from Services and Pods; return the ready addresses of each Service."""
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
            cluster.apply(item, _CONTROLLER)
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
    # Absent fields stay absent, because an empty name is different from none in the API server.
    for key in ("name", "appProtocol"):
        if key in port:
            written[key] = port[key]
    return written


def _differs(present: Object | None, item: Object) -> bool:
    fields = ("endpoints", "ports")
    return present is None or any(_as_list(present.get(f)) != _as_list(item[f]) for f in fields)


def _as_list(entries: Any) -> Any:
    return entries or []
