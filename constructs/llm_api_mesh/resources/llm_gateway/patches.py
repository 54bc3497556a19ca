"""What the EnvoyFilters of an LLM gateway have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cdk8s import ApiObjectMetadata
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh_crds.io.istio import networking as istio

Patch = istio.EnvoyFilterSpecConfigPatches

TYPES = "type.googleapis.com/envoy.extensions"
HTTP_FILTERS = f"{TYPES}.filters.http"
ROUTER = "envoy.filters.http.router"
OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"

# Envoy requires the key of a runtime setting that would override a number. No runtime sets this one.
NO_KEY = "llm_api_mesh.none"

# Otherwise Envoy looks a name up again after a minute only, also if it couldn't be resolved.
DNS_FAILURE = {"base_interval": "1s", "max_interval": "5s"}

_ApplyTo = istio.EnvoyFilterSpecConfigPatchesApplyTo
_Match = istio.EnvoyFilterSpecConfigPatchesMatch
_Cluster = istio.EnvoyFilterSpecConfigPatchesMatchCluster
_RouteConfiguration = istio.EnvoyFilterSpecConfigPatchesMatchRouteConfiguration
_VirtualHost = istio.EnvoyFilterSpecConfigPatchesMatchRouteConfigurationVhost
_Route = istio.EnvoyFilterSpecConfigPatchesMatchRouteConfigurationVhostRoute
_Action = istio.EnvoyFilterSpecConfigPatchesMatchRouteConfigurationVhostRouteAction
_Listener = istio.EnvoyFilterSpecConfigPatchesMatchListener
_FilterChain = istio.EnvoyFilterSpecConfigPatchesMatchListenerFilterChain
_Filter = istio.EnvoyFilterSpecConfigPatchesMatchListenerFilterChainFilter
_SubFilter = istio.EnvoyFilterSpecConfigPatchesMatchListenerFilterChainFilterSubFilter
_Value = istio.EnvoyFilterSpecConfigPatchesPatch
_Operation = istio.EnvoyFilterSpecConfigPatchesPatchOperation

_GATEWAY = istio.EnvoyFilterSpecConfigPatchesMatchContext.GATEWAY
_HTTP = "envoy.filters.network.http_connection_manager"
_HTTP_TYPE = f"{TYPES}.filters.network.http_connection_manager.v3.HttpConnectionManager"

NO_IDLE_TIMEOUT = {"stream_idle_timeout": "0s"}
"""A whole answer is silent for its whole generation. Without this, the proxy's own limit could cut it."""

ARRIVAL = {"request_headers_timeout": "10s", "request_timeout": "300s"}
"""How long a request may take to arrive: its head, and the whole of it. An answer that has begun ends both times."""

# Istio applies filters of the same priority in the order of their creation, which differs from cluster to cluster.
PRIORITY = 10
# For what other filters of the gateway add to.
FIRST = 9


@dataclass(frozen=True, kw_only=True)
class Routes:
    """The routes that a patch changes; without any field, all routes of the pods."""

    port: int | None = None
    gateway: str | None = None
    """`<namespace>/<name>` of the Istio Gateway; only routes of HTTPS can be found by it."""
    configuration: str | None = None
    """Istio's name of the route configuration."""
    host: str | None = None


ALL_ROUTES = Routes()


class _EnvoyFilter(EscapeHatch, istio.EnvoyFilter):
    pass


def envoy_filter(
    scope: Construct, pods: Mapping[str, str], name: str, patches: Sequence[Patch], priority: int = PRIORITY
) -> istio.EnvoyFilter:
    """Add an EnvoyFilter for pods with some labels."""
    return _EnvoyFilter(
        scope,
        f"EnvoyFilter-{name}",
        metadata=ApiObjectMetadata(name=name),
        spec=istio.EnvoyFilterSpec(
            workload_selector=istio.EnvoyFilterSpecWorkloadSelector(labels=dict(pods)),
            priority=priority,
            config_patches=list(patches),
        ),
    )


def connection_manager(config: dict[str, Any], port: int | None = None) -> Patch:
    """Add to the configuration of every HTTP listener, or of those with one port."""
    value = {"name": _HTTP, "typed_config": {"@type": _HTTP_TYPE, **config}}
    return _listener(_ApplyTo.NETWORK_UNDERSCORE_FILTER, _Operation.MERGE, value, _in_http(port=port))


def trusting_first_hop(plan: GatewayPlan) -> dict[str, Any]:
    """Write what has a listener trust the first hop about the client."""
    return {
        # The client's address, which the first hop has appended, and the request's identifier stay as they are.
        "xff_num_trusted_hops": plan.spec.num_trusted_proxies + 1,
        "skip_xff_append": True,
        **NO_IDLE_TIMEOUT,
        "preserve_external_request_id": True,
        "forward_client_cert_details": "ALWAYS_FORWARD_ONLY",
        # A broken stream is passed on without the second that Envoy gives its clients to read an answer's end.
        "delayed_close_timeout": "0.010s",
    }


def inserted(value: dict[str, Any], before: str, listener: str | None = None) -> Patch:
    """Insert an HTTP filter before another one in every listener, or in one."""
    operation = _Operation.INSERT_UNDERSCORE_BEFORE
    return _listener(_ApplyTo.HTTP_UNDERSCORE_FILTER, operation, value, _in_http(before, name=listener))


def merged(value: dict[str, Any]) -> Patch:
    """Add to the configuration of an HTTP filter in every listener."""
    return _listener(_ApplyTo.HTTP_UNDERSCORE_FILTER, _Operation.MERGE, value, _in_http(value["name"]))


def without_http_filter(name: str, port: int) -> Patch:
    """Remove an HTTP filter from the listeners with one port, if they have it."""
    return _listener(_ApplyTo.HTTP_UNDERSCORE_FILTER, _Operation.REMOVE, None, _in_http(name, port=port))


def without_listener_filter(name: str, port: int) -> Patch:
    """Remove a filter of connections from the listeners with one port, if they have it."""
    return Patch(
        apply_to=_ApplyTo.LISTENER_UNDERSCORE_FILTER,
        match=_Match(context=_GATEWAY, listener=_Listener(port_number=port, listener_filter=name)),
        patch=_Value(operation=_Operation.REMOVE),
    )


def route_configuration(value: dict[str, Any], routes: Routes) -> Patch:
    """Add to what all routes of a configuration share."""
    return _routes(_ApplyTo.ROUTE_UNDERSCORE_CONFIGURATION, value, routes)


def virtual_host(value: dict[str, Any], routes: Routes = ALL_ROUTES) -> Patch:
    """Add to virtual hosts."""
    return _routes(_ApplyTo.VIRTUAL_UNDERSCORE_HOST, value, routes)


def forwarding_routes(value: dict[str, Any], routes: Routes) -> Patch:
    """Add to the routes that lead to a backend."""
    return _routes(_ApplyTo.HTTP_UNDERSCORE_ROUTE, value, routes, _Route(action=_Action.ROUTE))


def clusters(value: dict[str, Any], host: str | None = None) -> Patch:
    """Add to all clusters, or to those of one host."""
    return Patch(
        apply_to=_ApplyTo.CLUSTER,
        match=_Match(context=_GATEWAY, cluster=_Cluster(service=host) if host else None),
        patch=_Value(operation=_Operation.MERGE, value=value),
    )


def without_clusters(port: int) -> Patch:
    """Remove the clusters of one port of Services."""
    return Patch(
        apply_to=_ApplyTo.CLUSTER,
        match=_Match(context=_GATEWAY, cluster=_Cluster(port_number=port)),
        patch=_Value(operation=_Operation.REMOVE),
    )


def new_cluster(value: dict[str, Any]) -> Patch:
    """Add a cluster that istiod makes of no object."""
    return Patch(
        apply_to=_ApplyTo.CLUSTER,
        match=_Match(context=_GATEWAY),
        patch=_Value(operation=_Operation.ADD, value=value),
    )


def http(name: str, kind: str, config: dict[str, Any], filter_name: str) -> dict[str, Any]:
    """Write an HTTP filter: its extension, the type of its configuration, and what it is called in the chain."""
    return {"name": filter_name, "typed_config": {"@type": f"{HTTP_FILTERS}.{name}.v3.{kind}", **config}}


def extension(value: dict[str, Any]) -> Patch:
    """Send the configuration of an HTTP filter apart from the listeners, so that a new one changes no listener."""
    return Patch(
        apply_to=_ApplyTo.EXTENSION_UNDERSCORE_CONFIG,
        match=_Match(context=_GATEWAY),
        patch=_Value(operation=_Operation.ADD, value=value),
    )


def discovered(value: dict[str, Any]) -> dict[str, Any]:
    """Write the filter in the place of which such a configuration is used."""
    source = {"ads": {}, "initial_fetch_timeout": "0s", "resource_api_version": "V3"}
    discovery = {"config_source": source, "type_urls": [value["typed_config"]["@type"]]}
    return {"name": value["name"], "config_discovery": discovery}


def status_is(status: int) -> dict[str, Any]:
    """Match the proxy's local replies with a status."""
    value = {"default_value": int(status), "runtime_key": NO_KEY}
    return {"status_code_filter": {"comparison": {"op": "EQ", "value": value}}}


def json_text(body: str) -> dict[str, Any]:
    """Answer with a JSON body, as a string, because a null in an object would be dropped on its way into the YAML."""
    return {"text_format_source": {"inline_string": body.replace("%", "%%")}, "content_type": "application/json"}


def header(name: str, value: str) -> dict[str, Any]:
    """Set a header, and replace all values that it has."""
    return {"header": {"key": name, "value": value}, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}


def lua(code: str, filter_name: str) -> dict[str, Any]:
    """Write a Lua filter."""
    return http("lua", "Lua", {"default_source_code": {"inline_string": code}}, filter_name)


def upstream_codec() -> dict[str, Any]:
    """Write the last filter of a cluster, which sends the request."""
    return http("upstream_codec", "UpstreamCodec", {}, "envoy.filters.http.upstream_codec")


def _routes(apply_to: _ApplyTo, value: dict[str, Any], routes: Routes, route: _Route | None = None) -> Patch:
    vhost = _VirtualHost(domain_name=routes.host, route=route) if routes.host or route else None
    matched = _RouteConfiguration(
        port_number=routes.port, gateway=routes.gateway, name=routes.configuration, vhost=vhost
    )
    return Patch(
        apply_to=apply_to,
        match=_Match(context=_GATEWAY, route_configuration=matched),
        patch=_Value(operation=_Operation.MERGE, value=value),
    )


def _listener(apply_to: _ApplyTo, operation: _Operation, value: dict[str, Any] | None, listener: _Listener) -> Patch:
    return Patch(
        apply_to=apply_to,
        match=_Match(context=_GATEWAY, listener=listener),
        patch=_Value(operation=operation, value=value),
    )


def _in_http(sub_filter: str = "", *, port: int | None = None, name: str | None = None) -> _Listener:
    inner = _SubFilter(name=sub_filter) if sub_filter else None
    chain = _FilterChain(filter=_Filter(name=_HTTP, sub_filter=inner))
    return _Listener(port_number=port, name=name, filter_chain=chain)
