"""Istio EnvoyFilters, one module each: what no field of Istio's own resources does, for this mesh's routes only."""

from __future__ import annotations

from collections.abc import Callable, Mapping

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

# By the name of what each is for: of what a DestinationRule isn't whole without, of what the proxies have whatever the
# routes are, and of the routes.
_COMPLETIONS: dict[str, Callable[[Construct, Mesh, str], istio.EnvoyFilter | None]] = {
    "passthrough": passthrough.build,
}
_FILTERS: dict[str, Callable[[Construct, Mesh, str], istio.EnvoyFilter | None]] = {
    "google-token": google_token.build,
    "least-request": least_request.build,
    "openai-errors": openai_errors.build,
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

_LATER = tuple(sorted({*_FILTERS, *_ROUTE_FILTERS}))

NAMES = tuple(sorted({*_COMPLETIONS, *_LATER}))
"""What each is for, which ends its name."""


def build_completions(scope: Construct, mesh: Mesh) -> dict[str, istio.EnvoyFilter]:
    """Add those that come before the DestinationRules which they complete; give them by what they are for."""
    built = {name: builder(scope, mesh, name) for name, builder in sorted(_COMPLETIONS.items())}
    return _needed(built)


def build(scope: Construct, mesh: Mesh, routes: Routes) -> dict[str, istio.EnvoyFilter]:
    """Add all others that the mesh needs, in the order of their names; give them by what they are for."""
    built = {}
    for name in _LATER:
        builder = _FILTERS.get(name)
        built[name] = builder(scope, mesh, name) if builder else _ROUTE_FILTERS[name](scope, mesh, routes, name)
    return _needed(built)


def _needed(built: Mapping[str, istio.EnvoyFilter | None]) -> dict[str, istio.EnvoyFilter]:
    return {name: one for name, one in built.items() if one}
