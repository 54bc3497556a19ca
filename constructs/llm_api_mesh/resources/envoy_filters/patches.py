"""The common code of all EnvoyFilters of an API: which proxies they are for, and how narrowly they match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from llm_api_mesh.described import Described
from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.argo_cd import Wave
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh_crds.io.istio import networking as istio

Patch = istio.EnvoyFilterSpecConfigPatches

_ApplyTo = istio.EnvoyFilterSpecConfigPatchesApplyTo
_Match = istio.EnvoyFilterSpecConfigPatchesMatch
_Cluster = istio.EnvoyFilterSpecConfigPatchesMatchCluster
_RouteConfiguration = istio.EnvoyFilterSpecConfigPatchesMatchRouteConfiguration
_VirtualHost = istio.EnvoyFilterSpecConfigPatchesMatchRouteConfigurationVhost
_Route = istio.EnvoyFilterSpecConfigPatchesMatchRouteConfigurationVhostRoute
_Value = istio.EnvoyFilterSpecConfigPatchesPatch

_GATEWAY = istio.EnvoyFilterSpecConfigPatchesMatchContext.GATEWAY
_MERGE = istio.EnvoyFilterSpecConfigPatchesPatchOperation.MERGE

# After those of the gateway. Istio applies filters of the same priority in the order of their creation, which differs
# from cluster to cluster.
_PRIORITY = 20


class _EnvoyFilter(EscapeHatch, istio.EnvoyFilter):
    pass


def envoy_filter(plan: Plan, purpose: str, patches: Sequence[Patch]) -> Described[istio.EnvoyFilter] | None:
    """Describe an EnvoyFilter for the pods of the API's LLM gateway, if there are patches."""
    gateway = plan.spec.llm_gateway
    if not patches or gateway is None:
        return None
    return Described(
        _EnvoyFilter,
        f"EnvoyFilter-{purpose}",
        # It is in the namespace of the gateway's pods, and has no effect on the pods of other namespaces.
        metadata=metadata(plan, object_names.envoy_filter(plan.spec, purpose), Wave.PATCHES, gateway.namespace),
        spec=istio.EnvoyFilterSpec(
            workload_selector=istio.EnvoyFilterSpecWorkloadSelector(labels=dict(gateway.pod_labels)),
            priority=_PRIORITY,
            config_patches=list(patches),
        ),
    )


def cluster(host: str, value: dict[str, Any], subset: str | None = None) -> Patch:
    """Patch the cluster of one subset of a host, or all clusters of the host, those of its subsets included."""
    return Patch(
        apply_to=_ApplyTo.CLUSTER,
        match=_Match(context=_GATEWAY, cluster=_Cluster(service=host, subset=subset)),
        patch=_Value(operation=_MERGE, value=value),
    )


def http_routes(plan: Plan, values: Iterable[tuple[str, dict[str, Any]]]) -> list[Patch]:
    """Patch routes, given by their names, under each of the API's hosts."""
    listed = list(values)
    return [_http_route(host, route, value) for host in plan.spec.hosts for route, value in listed]


def _http_route(host: str, route: str, value: dict[str, Any]) -> Patch:
    return Patch(
        apply_to=_ApplyTo.HTTP_UNDERSCORE_ROUTE,
        match=_Match(
            context=_GATEWAY,
            # Only the host is matched: a virtual host's name contains the port, which a reference doesn't know.
            route_configuration=_RouteConfiguration(vhost=_VirtualHost(domain_name=host, route=_Route(name=route))),
        ),
        patch=_Value(operation=_MERGE, value=value),
    )
