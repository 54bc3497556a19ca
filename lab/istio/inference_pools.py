"""What istiod says of the routes to inference pools, in the status of their objects."""

from __future__ import annotations

from collections.abc import Iterator

from lab.cluster.client import Cluster, Object, Ref

_KIND = "InferencePool"


def unresolved(cluster: Cluster) -> Iterator[str]:
    """Yield the names of the routes that istiod hasn't read yet, or whose pools it doesn't know although they exist."""
    pools = {(ref.namespace, ref.name) for ref in map(Ref.of, cluster.objects(_KIND))}
    gateways = {(ref.namespace, ref.name) for ref in map(Ref.of, cluster.objects("KubernetesGateway"))}
    for route in cluster.objects("HTTPRoute"):
        namespace, generation = route["metadata"]["namespace"], route["metadata"]["generation"]
        if not all((one.get("namespace", namespace), one["name"]) in gateways for one in route["spec"]["parentRefs"]):
            continue
        named = {(namespace, backend["name"]) for backend in _backends(route) if backend.get("kind") == _KIND}
        conditions = [one for parent in route.get("status", {}).get("parents", ()) for one in parent["conditions"]]
        read = bool(conditions) and all(one["observedGeneration"] == generation for one in conditions)
        true = {one["type"] for one in conditions if one["status"] == "True"}
        if not read or (named <= pools and "Accepted" in true and "ResolvedRefs" not in true):
            yield f"{namespace}/{route['metadata']['name']}"


def _backends(route: Object) -> Iterator[Object]:
    for rule in route["spec"]["rules"]:
        yield from rule.get("backendRefs", ())
