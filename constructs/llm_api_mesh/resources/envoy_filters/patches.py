"""The common code of all EnvoyFilters: which proxies they are for, and how narrowly they match."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from constructs import Construct

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
_Listener = istio.EnvoyFilterSpecConfigPatchesMatchListener
_FilterChain = istio.EnvoyFilterSpecConfigPatchesMatchListenerFilterChain
_Filter = istio.EnvoyFilterSpecConfigPatchesMatchListenerFilterChainFilter
_SubFilter = istio.EnvoyFilterSpecConfigPatchesMatchListenerFilterChainFilterSubFilter
_Value = istio.EnvoyFilterSpecConfigPatchesPatch

_HTTP = "envoy.filters.network.http_connection_manager"
_HTTP_TYPE = "type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager"

_GATEWAY = istio.EnvoyFilterSpecConfigPatchesMatchContext.GATEWAY
_Operation = istio.EnvoyFilterSpecConfigPatchesPatchOperation
_REMOVE = _Operation.REMOVE
_MERGE = _Operation.MERGE
_INSERT_BEFORE = _Operation.INSERT_UNDERSCORE_BEFORE
_REPLACE_LISTS = _Operation.MERGE_UNDERSCORE_AND_UNDERSCORE_REPLACE_UNDERSCORE_LIST

# Envoy requires the key of a runtime setting that would override the status. No runtime sets this one.
_NO_KEY = "llm_api_mesh.none"

# Istio applies filters of the same priority in the order of their creation, which differs from cluster to cluster.
_PRIORITY = 10


class _EnvoyFilter(EscapeHatch, istio.EnvoyFilter):
    pass


def envoy_filter(
    scope: Construct, plan: Plan, purpose: str, patches: Sequence[Patch], wave: Wave = Wave.PATCHES
) -> istio.EnvoyFilter | None:
    """Add an EnvoyFilter for the gateway's pods, if there are patches."""
    if not patches:
        return None
    mesh = plan.spec
    return _EnvoyFilter(
        scope,
        f"EnvoyFilter-{purpose}",
        # It is in the namespace of the gateway's pods, and has no effect on the pods of other namespaces.
        metadata=metadata(plan, object_names.envoy_filter(mesh, purpose), wave, mesh.pod_namespace),
        spec=istio.EnvoyFilterSpec(
            workload_selector=istio.EnvoyFilterSpecWorkloadSelector(labels=dict(mesh.pod_labels)),
            priority=_PRIORITY,
            config_patches=list(patches),
        ),
    )


def connection_manager(config: dict[str, Any], listener: str = "") -> Patch:
    """Add to the configuration of every HTTP listener, or of one."""
    value = {"name": _HTTP, "typed_config": {"@type": _HTTP_TYPE, **config}}
    return Patch(
        apply_to=_ApplyTo.NETWORK_UNDERSCORE_FILTER,
        match=_Match(context=_GATEWAY, listener=_in_http(listener=listener)),
        patch=_Value(operation=_MERGE, value=value),
    )


def cluster(host: str, value: dict[str, Any], subset: str | None = None) -> Patch:
    """Patch the cluster of one subset of a host, or all clusters of the host, those of its subsets included."""
    return Patch(
        apply_to=_ApplyTo.CLUSTER,
        match=_Match(context=_GATEWAY, cluster=_Cluster(service=host, subset=subset)),
        patch=_Value(operation=_MERGE, value=value),
    )


def http_filter(value: dict[str, Any], before: str = "envoy.filters.http.router", listener: str = "") -> Patch:
    """Insert an HTTP filter before another one. Unless disabled, it runs on the routes of all APIs."""
    return Patch(
        apply_to=_ApplyTo.HTTP_UNDERSCORE_FILTER,
        match=_Match(context=_GATEWAY, listener=_in_http(before, listener)),
        patch=_Value(operation=_INSERT_BEFORE, value=value),
    )


def http_routes(
    plan: Plan, values: Iterable[tuple[str, dict[str, Any]]], *, replace_lists: bool = False
) -> list[Patch]:
    """Patch routes, given by their names, under each of the API's hosts.

    A list in a value is appended to the route's list, or replaces it.
    """
    listed = list(values)
    operation = _REPLACE_LISTS if replace_lists else _MERGE
    return [_http_route(host, route, value, operation) for host in plan.spec.hosts for route, value in listed]


def _http_route(host: str, route: str, value: dict[str, Any], operation: _Operation) -> Patch:
    return Patch(
        apply_to=_ApplyTo.HTTP_UNDERSCORE_ROUTE,
        match=_Match(
            context=_GATEWAY,
            # Only the host is matched: a virtual host's name contains the port, which a GatewayRef doesn't know.
            route_configuration=_RouteConfiguration(vhost=_VirtualHost(domain_name=host, route=_Route(name=route))),
        ),
        patch=_Value(operation=operation, value=value),
    )


def without_http_filter(name: str, listener: str) -> Patch:
    """Remove an HTTP filter from one listener, if the listener has it."""
    return Patch(
        apply_to=_ApplyTo.HTTP_UNDERSCORE_FILTER,
        match=_Match(context=_GATEWAY, listener=_in_http(name, listener)),
        patch=_Value(operation=_REMOVE),
    )


def route_configuration(name: str, value: dict[str, Any]) -> Patch:
    """Patch the configuration that all routes of one listener share."""
    return Patch(
        apply_to=_ApplyTo.ROUTE_UNDERSCORE_CONFIGURATION,
        match=_Match(context=_GATEWAY, route_configuration=_RouteConfiguration(name=name)),
        patch=_Value(operation=_MERGE, value=value),
    )


def status_is(status: int) -> dict[str, Any]:
    """Match the proxy's local replies with a status."""
    value = {"default_value": int(status), "runtime_key": _NO_KEY}
    return {"status_code_filter": {"comparison": {"op": "EQ", "value": value}}}


def json_text(body: str) -> dict[str, Any]:
    """Answer with a JSON body, as a string, because a null in an object would be dropped on its way into the YAML."""
    return {"text_format_source": {"inline_string": body.replace("%", "%%")}, "content_type": "application/json"}


def header(name: str, value: str) -> dict[str, Any]:
    """Set a header, and replace all values that it has."""
    return {"header": {"key": name, "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}


def _in_http(sub_filter: str = "", listener: str = "") -> _Listener:
    # The filter applies to any port: a listener has the port of the gateway's pod, which a Gateway doesn't name.
    inner = _SubFilter(name=sub_filter) if sub_filter else None
    chain = _FilterChain(filter=_Filter(name=_HTTP, sub_filter=inner))
    return _Listener(name=listener or None, filter_chain=chain)
