"""EnvoyFilters of an API's user: they must leave the listeners alone, which carry the streams of other APIs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from llm_api_mesh.errors import Problem, show
from llm_api_mesh.inspection.rules.combination import combination_ignored
from llm_api_mesh.inspection.rules.fields import Object, value_at
from llm_api_mesh.spec.mesh import Mesh

# Istio's root namespace by default. Its EnvoyFilters apply to all namespaces.
_ROOT_NAMESPACE = "istio-system"

_OF_LISTENERS = frozenset(
    {"EXTENSION_CONFIG", "FILTER_CHAIN", "HTTP_FILTER", "LISTENER", "LISTENER_FILTER", "NETWORK_FILTER"}
)
_POLICY_FIELDS = ("load_balancing_policy", "loadBalancingPolicy")
_OF_SIDECARS = frozenset({"SIDECAR_INBOUND", "SIDECAR_OUTBOUND", "WAYPOINT"})


def find(item: Object, mesh: Mesh) -> Iterator[Problem]:
    """Find patches of listeners, and an EnvoyFilter in a namespace without the gateway's pods."""
    patches = value_at(item, "spec.configPatches") or ()
    for index, patch in enumerate(patches):
        applies_to, context = value_at(patch, "applyTo"), value_at(patch, "match.context")
        if applies_to in _OF_LISTENERS and context not in _OF_SIDECARS:
            yield Problem(
                path=f"spec.configPatches[{index}].applyTo",
                code="listener-patch",
                given=show(applies_to),
                allowed="patches of the API's own routes and clusters: a patch of a listener changes the requests of "
                "other APIs, and ends their streams when it comes, changes or goes",
                fix="Add the patch to the gateway's chart, which its owner applies.",
            )
        value = value_at(patch, "patch.value")
        bounded = mesh.llm_gateway is not None and mesh.llm_gateway.max_load is not None
        policy = next((field for field in _POLICY_FIELDS if isinstance(value, Mapping) and field in value), None)
        if bounded and applies_to == "CLUSTER" and context not in _OF_SIDECARS and policy:
            yield combination_ignored(
                f"spec.configPatches[{index}].patch.value.{policy}",
                f"with {policy} and the LLM gateway's bound of the load, Envoy refuses the cluster and keeps its old "
                "configuration",
                "a loadBalancer in the API's own objects, or an LLM gateway with max_load=None",
                f"Remove {policy}.",
            )
    yield from _in_wrong_namespace(item, mesh, patches)


def _in_wrong_namespace(item: Object, mesh: Mesh, patches: Any) -> Iterator[Problem]:
    gateway = mesh.llm_gateway
    if gateway is None:
        return
    namespace = value_at(item, "metadata.namespace")
    labels: Any = value_at(item, "spec.workloadSelector.labels") or {}
    for_gateways = any(value_at(patch, "match.context") == "GATEWAY" for patch in patches)
    # With other labels, or none, the EnvoyFilter is for another gateway.
    selects_gateway = isinstance(labels, Mapping) and gateway.pod_labels.items() <= labels.items()
    if for_gateways and selects_gateway and namespace not in {gateway.namespace, _ROOT_NAMESPACE}:
        yield combination_ignored(
            "metadata.namespace",
            f"the EnvoyFilter patches nothing, because namespace {namespace} has no pods of the gateway",
            f"the namespace of the gateway's pods, {gateway.namespace}",
            f"Set metadata.namespace to {gateway.namespace}.",
        )
