"""The objects of an API by their names, which no other API may have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.failover import Leg
from llm_api_mesh.plan.inference_pools import PoolPlan
from llm_api_mesh.plan.outbound import OutboundPlan
from llm_api_mesh.plan.routing.affinity import keyless_subset
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.plan.traffic_policy import BackendPolicies
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.gateway import Gateway

PICKER_KINDS = (
    "Deployment",
    "DestinationRule",
    "Role",
    "RoleBinding",
    "Service",
    "ServiceAccount",
)
"""The kinds of the objects of a picker, which have one name."""


class OwnedObject(NamedTuple):
    """An object of an API."""

    kind: str
    namespace: str
    name: str
    field: str
    """Field of the specification that names it."""
    exists: bool = False
    """Whether it exists already: the API writes other objects for it, but not the object itself."""

    @property
    def key(self) -> tuple[str, str, str]:
        """The identity that may exist only once in a cluster."""
        return self.kind, self.namespace, self.name


def derive_owned_objects(
    api: ApiSpec,
    backends: Mapping[LeafTarget, BackendPolicies | None],
    legs: Iterable[Leg],
    pools: Iterable[PoolPlan],
    outbound: OutboundPlan | None,
) -> Iterator[OwnedObject]:
    """Yield each object that the API has or may get by a change of weights or options."""
    for target, policies in backends.items():
        yield from _of_backend(api.namespace, target)
        if policies:
            yield from _of_policies(api.namespace, target, policies)
    for pool in pools:
        yield from _of_pool(pool)
    yield from _weights(api.namespace, backends)
    for slot in sorted({leg.slot for leg in legs}):
        yield OwnedObject("VirtualService", api.namespace, object_names.slot(api, slot), "name")
    if isinstance(api.gateway, Gateway):
        yield OwnedObject("Gateway", api.namespace, api.gateway_key.name, "gateway.name")
    yield OwnedObject("VirtualService", api.namespace, api.name, "name")
    if outbound:
        yield OwnedObject("ServiceEntry", api.namespace, outbound.object_name, "name")
        for one in outbound.sidecars:
            yield OwnedObject("Sidecar", api.namespace, one.object_name, "outbound")
    if api.llm_gateway:
        yield OwnedObject("EnvoyFilter", api.llm_gateway.namespace, object_names.envoy_filter(api, "*"), "name")


def _of_backend(namespace: str, target: LeafTarget) -> Iterator[OwnedObject]:
    field = target.names.field
    if name := target.service_name:
        yield OwnedObject("Service", namespace, name, f"{field}.name", exists=target.service is None)
        yield OwnedObject("VirtualService", namespace, object_names.in_mesh(name), f"{field}.name")
    if target.pods and name:
        for kind in ("AuthorizationPolicy", "PeerAuthentication"):
            yield OwnedObject(kind, namespace, name, f"{field}.name")


def _weights(namespace: str, backends: Iterable[LeafTarget]) -> Iterator[OwnedObject]:
    for target in backends:
        if target.has_policy or target.backend.picked:
            yield OwnedObject("VirtualService", namespace, object_names.versions(target), f"{target.names.field}.name")


def _of_policies(namespace: str, target: LeafTarget, policies: BackendPolicies) -> Iterator[OwnedObject]:
    field = target.names.field
    yield OwnedObject("DestinationRule", namespace, target.objects, f"{field}.name")
    yield OwnedObject("DestinationRule", namespace, object_names.at_gateway(target.objects), f"{field}.name")
    for version in policies.in_force:
        of_version = f"{field}.versions[{version}]" if version else field
        subsets = [version] if version else []
        without_key = keyless_subset(version)
        # A version with this name is refused for that reason alone.
        if policies.without_key(version) and without_key not in policies.in_force:
            subsets.append(without_key)
        for subset in subsets:
            yield OwnedObject("DestinationRule", namespace, object_names.version(target, subset), of_version)


def _of_pool(pool: PoolPlan) -> Iterator[OwnedObject]:
    field = f"{pool.field}.name"
    if pool.new:
        yield OwnedObject("InferencePool", pool.namespace, pool.pool, field)
        for kind in PICKER_KINDS:
            yield OwnedObject(kind, pool.namespace, pool.picker, field)
        yield OwnedObject("DestinationRule", pool.namespace, pool.shadow, field)
    yield OwnedObject("HTTPRoute", pool.namespace, pool.route, field)
