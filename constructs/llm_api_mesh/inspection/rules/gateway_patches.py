"""EnvoyFilters beside an API: they must leave the listeners and the routes alone that carry requests of other APIs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.inspection.rules.combination import combination_ignored
from llm_api_mesh.inspection.rules.envoy_filters import balancing_policy
from llm_api_mesh.inspection.rules.fields import Object, value_at
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef
from llm_api_mesh.spec.names import compatible

# Istio's root namespace by default. Its EnvoyFilters apply to all namespaces.
_ROOT_NAMESPACE = "istio-system"

_OF_LISTENERS = frozenset(
    {"EXTENSION_CONFIG", "FILTER_CHAIN", "HTTP_FILTER", "LISTENER", "LISTENER_FILTER", "NETWORK_FILTER"}
)
_OF_SIDECARS = frozenset({"SIDECAR_INBOUND", "SIDECAR_OUTBOUND", "WAYPOINT"})

# Beside EnvoyFilters, the kinds of Istio's that change listeners or refuse requests of all APIs.
_OF_ALL_APIS = frozenset(
    {"AuthorizationPolicy", "Gateway", "RequestAuthentication", "Telemetry", "TrafficExtension", "WasmPlugin"}
)

_ADDITIONS = frozenset({"ADD", "INSERT_AFTER", "INSERT_BEFORE", "INSERT_FIRST"})

_VIRTUAL_HOST = "match.routeConfiguration.vhost"
_OF_ONE_HOST = (f"{_VIRTUAL_HOST}.name", f"{_VIRTUAL_HOST}.domainName")
_OF_ONE_ROUTE = (*_OF_ONE_HOST, f"{_VIRTUAL_HOST}.route.name")
_MATCHES: Mapping[str, tuple[str, ...]] = {
    "CLUSTER": ("match.cluster.name", "match.cluster.service"),
    "HTTP_ROUTE": _OF_ONE_ROUTE,
    "ROUTE_CONFIGURATION": (),  # it has the routes of several APIs
    "VIRTUAL_HOST": _OF_ONE_HOST,
}
"""The fields by which a patch can be for one API, of which it needs one."""


def find(item: Object, api: ApiSpec) -> Iterator[Problem]:
    """Find patches of what other APIs use, and an EnvoyFilter in a namespace without the gateway's pods."""
    yield from _of_listeners(item)
    gateway = api.llm_gateway
    if gateway:
        if _is_for(item, gateway):
            yield from _of_all_apis(item)
            yield from _beside_bound(item, gateway)
        yield from _in_wrong_namespace(item, gateway)


def find_for_all_apis(item: Object, api: ApiSpec) -> Iterator[Problem]:
    """Find an object of another kind in an API's chart that acts on all requests of the gateway."""
    if api.llm_gateway and api.namespace != api.llm_gateway.namespace:
        yield from _of_gateway_s_pods(item, api.llm_gateway)


def find_in_own_chart(item: Object, gateway: LlmGatewayRef) -> Iterator[Problem]:
    """Find patches of what all APIs use, or that the gateway makes wrong, in a chart of the user beside its APIs."""
    yield from _of_gateway_s_pods(item, gateway)
    if item.get("kind") == "EnvoyFilter" and _is_for(item, gateway):
        yield from _of_listeners(item)
        yield from _of_all_apis(item)
        yield from _beside_bound(item, gateway)


def _of_gateway_s_pods(item: Object, gateway: LlmGatewayRef) -> Iterator[Problem]:
    """Find an object of another kind that certainly acts on all requests of the gateway."""
    kind, namespace = item.get("kind"), value_at(item, "metadata.namespace")
    if kind not in _OF_ALL_APIS or ".istio.io/" not in str(item.get("apiVersion")) or namespace != gateway.namespace:
        return
    selector = value_at(item, "spec.selector" if kind == "Gateway" else "spec.selector.matchLabels")
    labels: Mapping[str, str] = selector if isinstance(selector, Mapping) else {}
    if labels.items() <= gateway.pod_labels.items():
        yield Problem(
            path="kind",
            code="gateway-object",
            given=f"{show(kind)} in namespace {show(namespace)}",
            allowed="objects of this kind in other namespaces, because in the gateway's own one they act on all APIs",
            fix="Ask the platform's team to declare it.",
        )


def find_other_kind(item: Object) -> Iterator[Problem]:
    """Find anything but an EnvoyFilter in the file of an API for the gateway."""
    if item.get("kind") != "EnvoyFilter":
        yield Problem(
            path="kind",
            code="gateway-object",
            given=show(item.get("kind")),
            allowed="EnvoyFilters in the file that is applied in the gateway's namespace, because other objects, such "
            "as a Gateway, act on all APIs there",
            fix="Add the object to the API itself, or ask the platform's team to declare it.",
        )


def _of_listeners(item: Object) -> Iterator[Problem]:
    for index, patch in _patches(item):
        applies_to = value_at(patch, "applyTo")
        if applies_to in _OF_LISTENERS:
            yield Problem(
                path=f"spec.configPatches[{index}].applyTo",
                code="listener-patch",
                given=show(applies_to),
                allowed="patches of the API's own routes and clusters: a patch of a listener changes the requests of "
                "other APIs, and ends their streams when it comes, changes or goes",
                fix="Add the patch to the gateway's chart, which its owner applies.",
            )


def _of_all_apis(item: Object) -> Iterator[Problem]:
    for index, patch in _patches(item):
        applies_to = value_at(patch, "applyTo")
        if applies_to not in _MATCHES or _is_of_one(patch, applies_to):
            continue
        fields = listed(_of_this(patch, applies_to))
        yield Problem(
            path=f"spec.configPatches[{index}].match",
            code="patch-of-all-apis",
            given=f"applyTo: {applies_to} for the routes or clusters of all APIs",
            allowed=f"a match of the API's own: {fields}"
            if fields
            else "patches of the API's own routes, virtual hosts and clusters",
        )


def _is_of_one(patch: Any, applies_to: str) -> bool:
    if applies_to == "CLUSTER" and value_at(patch, "patch.operation") in _ADDITIONS:
        return True  # it adds a cluster
    return any(value_at(patch, field) for field in _of_this(patch, applies_to))


def _of_this(patch: Any, applies_to: str) -> tuple[str, ...]:
    operation = value_at(patch, "patch.operation")
    if applies_to == "VIRTUAL_HOST" and operation in _ADDITIONS:
        return ()  # istiod adds it to each route configuration
    if applies_to == "HTTP_ROUTE" and operation == "ADD":
        return _OF_ONE_HOST  # istiod adds it to each virtual host that fits
    return _MATCHES[applies_to]


def _beside_bound(item: Object, gateway: LlmGatewayRef) -> Iterator[Problem]:
    """Find a balancing policy of a cluster to which the gateway gives its bound of the load."""
    if gateway.max_load is None:
        return
    for index, patch in _patches(item):
        policy = balancing_policy(value_at(patch, "patch.value"))
        if policy and value_at(patch, "applyTo") == "CLUSTER":
            yield combination_ignored(
                f"spec.configPatches[{index}].patch.value.{policy}",
                f"with {policy} and the LLM gateway's bound of the load, Envoy refuses the cluster and keeps its old "
                "configuration",
                "a loadBalancer in the API's own objects, or an LLM gateway with max_load=None",
                f"Remove {policy}.",
            )


def _patches(item: Object) -> Iterator[tuple[int, Any]]:
    """Yield the patches that can be for a gateway."""
    for index, patch in enumerate(value_at(item, "spec.configPatches") or ()):
        if value_at(patch, "match.context") not in _OF_SIDECARS:
            yield index, patch


def _is_for(item: Object, gateway: LlmGatewayRef) -> bool:
    """Return whether the EnvoyFilter may be for the gateway's pods."""
    labels, pods = _labels(item), gateway.pod_labels
    namespace = value_at(item, "metadata.namespace")
    if namespace == gateway.namespace:
        return compatible(labels, pods)
    # With still other labels, an EnvoyFilter for all namespaces is for pods of another team.
    return bool(namespace == _ROOT_NAMESPACE and (labels.items() <= pods.items() or pods.items() <= labels.items()))


def _in_wrong_namespace(item: Object, gateway: LlmGatewayRef) -> Iterator[Problem]:
    namespace = value_at(item, "metadata.namespace")
    for_gateways = any(value_at(patch, "match.context") == "GATEWAY" for _, patch in _patches(item))
    # With other labels, or none, the EnvoyFilter is for another gateway.
    selects_gateway = gateway.pod_labels.items() <= _labels(item).items()
    if for_gateways and selects_gateway and namespace not in {gateway.namespace, _ROOT_NAMESPACE}:
        yield combination_ignored(
            "metadata.namespace",
            f"the EnvoyFilter patches nothing, because namespace {namespace} has no pods of the gateway",
            f"the namespace of the gateway's pods, {gateway.namespace}",
            f"Set metadata.namespace to {gateway.namespace}.",
        )


def _labels(item: Object) -> Mapping[str, str]:
    labels: Any = value_at(item, "spec.workloadSelector.labels")
    return labels if isinstance(labels, Mapping) else {}
