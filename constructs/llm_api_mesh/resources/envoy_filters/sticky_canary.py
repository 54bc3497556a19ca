"""Sessions that keep their version while it has a weight: a VirtualService has no field for it.

The gateway draws the version of a weighted route by chance, request by request. This patch has it take the key of the
route's own consistent hash instead. On a route with one destination the patch would be refused together with the whole
gateway's new configuration, so it is for routes that are called `sticky`, as only weighted ones are.
"""

from __future__ import annotations

from llm_api_mesh.plan.routes import Weighted, gateway_routes
from llm_api_mesh.resources.envoy_filters.patches import envoy_filter, http_route
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct


def build(scope: Construct, mesh: Mesh, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, where versions have weights and requests a key."""
    patches = [
        http_route(host, route.name, {"route": {"weighted_clusters": {"use_hash_policy": True}}})
        for host in mesh.hosts
        for route in gateway_routes(mesh)
        if isinstance(route.to, Weighted) and route.to.sticky
    ]
    return envoy_filter(scope, mesh, name, patches) if patches else None
