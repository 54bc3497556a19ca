"""Filters that refuse requests by where a route leads, and by the namespace of the route's VirtualService.

Those on the way to a cluster are scripts: Envoy runs an RBAC filter for no copy of a request that a mirror makes, and a
copy costs as much as the request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from llm_api_mesh.plan.llm_gateway.headers import CLUSTER, FROM, TO, VIRTUAL_SERVICES
from llm_api_mesh.plan.llm_gateway.pool_users import PoolRights
from llm_api_mesh.resources.llm_gateway.patches import header, http, lua
from llm_api_mesh.resources.llm_gateway.scripts import Value, script

# What the text of an address begins with. First the pod itself: its loopback addresses, no address, an IPv4 address as
# an IPv6 one, a Unix socket. Then the servers from which the pods of a node get an identity of the cloud.
_OWN_ADDRESSES = (
    *("127.", "0.", "[::", "/", "@"),
    *("169.254.", "[fe80:", "[fd00:ec2:", "168.63.129.16:", "100.100.100.200:"),
)

# Istio's name of the route's VirtualService.
_ROUTE = "%METADATA(ROUTE:istio:config)%"

_EVERYONE = [{"any": True}]


def destinations(pool_users: PoolRights | None) -> tuple[dict[str, Any], ...]:
    """Refuse requests to the gateway's own pod, to the metadata servers of clouds, and perhaps to others' pools.

    Any namespace can have a route to such an address, by a ServiceEntry or by a name that resolves to it. Among them
    are the proxy's admin interface, which can end the pod, and the socket with the pod's own certificate.

    The two filters are the same with and without `pool_users`, so that a change of it changes no listener.
    """
    scripts, mutations = ["forbidden", "own_addresses"], _mutations(TO, "%UPSTREAM_HOST%")
    values: dict[str, Value] = {"TO": TO, "OWN": _OWN_ADDRESSES}
    if pool_users:
        scripts.append("pool_users")
        # A copy of a request has no route. It keeps the header that `led_by` has written.
        mutations += [{"append": header(FROM, _ROUTE)}, *_mutations(CLUSTER, "%UPSTREAM_CLUSTER_RAW%")]
        before, _, after = VIRTUAL_SERVICES.partition("{namespace}")
        values |= {"FROM": FROM, "CLUSTER": CLUSTER, "BEFORE": before, "AFTER": after, "HOME": pool_users.gateway}
        values |= {"USERS": pool_users.users, "OTHERS": pool_users.others}
    return _mutation("to", mutations), lua(script(*scripts, **values), "llm-gateway/own-addresses")


def led_by() -> dict[str, Any]:
    """Write down, in a route configuration, whose VirtualService leads a request on, for the copies of the request.

    Envoy applies what a route configuration does to headers after what its routes do.
    """
    return {"request_headers_to_remove": [FROM], "request_headers_to_add": [header(FROM, _ROUTE)]}


def only_for(users: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """Refuse requests of routes that aren't of some VirtualServices, on the way to a cluster."""
    return origin(), lua(script("forbidden", "users", FROM=FROM, USERS=users), "llm-gateway/users")


def origin() -> dict[str, Any]:
    """Write down whose VirtualService has led a request here, after all that a route can do."""
    return _mutation("from", _mutations(FROM, _ROUTE))


def forgetting(*names: str) -> dict[str, Any]:
    """Remove headers that no backend gets."""
    return _mutation("forget", [{"remove": name} for name in names])


def only_for_by_cluster(users: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Refuse requests of routes to some clusters, unless they are of some VirtualServices, in a listener."""
    policies = {
        name: {
            "principals": _EVERYONE,
            "permissions": [{"not_rule": {"or_rules": {"rules": [_route_of(user) for user in allowed]}}}],
            "condition": _leads_to(name),
        }
        for name, allowed in users.items()
    }
    return http("rbac", "RBAC", {"rules": {"action": "DENY", "policies": policies}}, "llm-gateway/token-users")


def _mutations(header_name: str, value: str) -> list[dict[str, Any]]:
    """Write a header, in place of what a client or a route has written."""
    return [{"remove": header_name}, {"append": header(header_name, value)}]


def _mutation(name: str, mutations: Sequence[dict[str, Any]]) -> dict[str, Any]:
    config = {"mutations": {"request_mutations": list(mutations)}}
    return http("header_mutation", "HeaderMutation", config, f"llm-gateway/{name}")


def _route_of(prefix: str) -> dict[str, Any]:
    """Write what is true for the routes of a VirtualService whose name in the metadata begins with a text."""
    value = {"string_match": {"prefix": prefix}}
    matcher = {"filter": "istio", "path": [{"key": "config"}], "value": value}
    return {"sourced_metadata": {"metadata_source": "ROUTE", "metadata_matcher": matcher}}


def _leads_to(cluster: str) -> dict[str, Any]:
    """Write the expression `xds.cluster_name == "<cluster>"` as the tree that the filter takes."""
    name = {"select_expr": {"operand": {"ident_expr": {"name": "xds"}}, "field": "cluster_name"}}
    return {"call_expr": {"function": "_==_", "args": [name, {"const_expr": {"string_value": cluster}}]}}
