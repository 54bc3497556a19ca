"""Sessions that keep their version while it has a weight: a VirtualService has no field for it.

The gateway draws the version of a weighted route by chance, request by request. This patch has it take the key of the
route's consistent hash instead. On a route with one destination the patch would be refused together with the whole
gateway's new configuration, so it is for routes that are called `sticky`, as only weighted ones are.

Istio writes the key once for each version with a weight, and Envoy makes another hash of it: when a canary begins or
ends, every session of the version that stays would change its replica. So the patch states the key once, where the
release can replace a list.
"""

from __future__ import annotations

from typing import Any

from llm_api_mesh.plan.http_route import Weighted
from llm_api_mesh.plan.routes import Routes
from llm_api_mesh.releases import Since
from llm_api_mesh.resources.envoy_filters.patches import envoy_filter, http_routes
from llm_api_mesh.spec.consistent_hash import ConsistentHash, Cookie
from llm_api_mesh.spec.durations import envoy_duration
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_REPLACING = Since("1.31", "MERGE_AND_REPLACE_LIST")


def build(scope: Construct, mesh: Mesh, routes: Routes, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, where versions have weights and requests a key."""
    replaces = not _REPLACING.missing_in(mesh.istio)
    values = (
        (route.name, {"route": _value(route.to.key, replaces=replaces)})
        for route in routes.proxy
        if isinstance(route.to, Weighted) and route.to.key
    )
    return envoy_filter(scope, mesh, name, http_routes(mesh, values, replace_lists=replaces))


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
