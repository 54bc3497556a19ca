"""Sessions that keep their version while it has a weight: a VirtualService has no field for it.

The gateway chooses the version of a weighted route at random, request by request. With this patch it chooses by the key
of the route's consistent hash. On a route with one destination Envoy would reject the patch, and with it the gateway's
whole new configuration. So the patch is for routes whose names end with `sticky`, which are always weighted.

Istio writes the key once for each version with a weight, and Envoy combines all of them into one hash: when a canary
begins or ends, every session of the version that stays would change its replica. So the patch writes the key only once,
if the Istio release can replace a list.
"""

from __future__ import annotations

from typing import Any

from constructs import Construct

from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import envoy_filter, http_routes
from llm_api_mesh.spec.consistent_hash import ConsistentHash, Cookie
from llm_api_mesh.spec.durations import envoy_duration
from llm_api_mesh_crds.io.istio import networking as istio

PURPOSE = "sticky-canary"


def build(scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, if versions have weights and requests a key."""
    replaces = plan.patches.replaces_lists
    values = ((route, {"route": _value(key, replaces=replaces)}) for route, key in plan.patches.sticky_canary)
    return envoy_filter(scope, plan, PURPOSE, http_routes(plan, values, replace_lists=replaces))


def _value(key: ConsistentHash, *, replaces: bool) -> dict[str, Any]:
    by_key = {"weighted_clusters": {"use_hash_policy": True}}
    return {**by_key, "hash_policy": [_hash_policy(key)]} if replaces else by_key


def _hash_policy(key: ConsistentHash) -> dict[str, Any]:
    if key.header:
        return {"header": {"header_name": key.header}}
    if key.cookie:
        return {"cookie": _cookie(key.cookie)}
    if key.query_parameter:
        return {"query_parameter": {"name": key.query_parameter}}
    return {"connection_properties": {"source_ip": True}}


def _cookie(cookie: Cookie) -> dict[str, str]:
    ttl = None if cookie.ttl is None else envoy_duration(cookie.ttl)
    return {
        name: value for name, value in (("name", cookie.name), ("path", cookie.path), ("ttl", ttl)) if value is not None
    }
