"""Istio EnvoyFilters, one module each: what no field of Istio's own resources does, for this mesh's routes only."""

from __future__ import annotations

from collections.abc import Callable

from llm_api_mesh.plan.routes import Routes
from llm_api_mesh.resources.envoy_filters import (
    google_token,
    least_request,
    next_backend,
    openai_errors,
    passthrough,
    provider_requests,
    request_body,
    retry_after,
    return_time,
    second_hop,
    spill,
    sticky_canary,
    stream_silence,
)
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

# By the name of what each is for: of what the proxies have whatever the routes are, and of the routes.
_FILTERS: dict[str, Callable[[Construct, Mesh, str], istio.EnvoyFilter | None]] = {
    "google-token": google_token.build,
    "least-request": least_request.build,
    "openai-errors": openai_errors.build,
    "passthrough": passthrough.build,
    "provider-requests": provider_requests.build,
    "return-time": return_time.build,
    "second-hop": second_hop.build,
    "spill": spill.build,
}
_ROUTE_FILTERS: dict[str, Callable[[Construct, Mesh, Routes, str], istio.EnvoyFilter | None]] = {
    "next-backend": next_backend.build,
    "request-body": request_body.build,
    "retry-after": retry_after.build,
    "sticky-canary": sticky_canary.build,
    "stream-silence": stream_silence.build,
}

NAMES = tuple(sorted({*_FILTERS, *_ROUTE_FILTERS}))
"""What each is for, which ends its name."""


def build(scope: Construct, mesh: Mesh, routes: Routes) -> dict[str, istio.EnvoyFilter]:
    """Add the EnvoyFilters that the mesh needs, in the order of their names; give them by what they are for."""
    built = {}
    for name in NAMES:
        builder = _FILTERS.get(name)
        built[name] = builder(scope, mesh, name) if builder else _ROUTE_FILTERS[name](scope, mesh, routes, name)
    return {name: one for name, one in built.items() if one}
