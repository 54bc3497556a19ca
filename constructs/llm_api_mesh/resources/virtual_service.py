"""Istio VirtualServices: which requests go to which version, from the gateway and from callers in the mesh."""

from __future__ import annotations

from collections.abc import Sequence

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan import names
from llm_api_mesh.plan.destinations import weighted
from llm_api_mesh.plan.http_route import HttpRoute
from llm_api_mesh.plan.routes import Routes
from llm_api_mesh.resources import http_route, waves
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.target import Target
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_ALL_SIDECARS = "mesh"  # Istio's word


class _VirtualService(EscapeHatch, istio.VirtualService):
    pass


def build(scope: Construct, mesh: Mesh, routes: Routes) -> istio.VirtualService:
    """Add the routes of the requests that come in by the gateway."""
    gateway = mesh.gateway_key
    return _VirtualService(
        scope,
        "VirtualService",
        metadata=waves.metadata(mesh.name, waves.ROUTES),
        spec=istio.VirtualServiceSpec(
            hosts=list(mesh.hosts),
            gateways=[f"{gateway.namespace}/{gateway.name}"],
            http=_http(routes.gateway),
        ),
    )


def build_in_mesh(scope: Construct, target: Target, routes: Routes) -> istio.VirtualService | None:
    """Add the same for callers in the mesh, who ask for a backend's Service; none where it has none."""
    service = target.service
    if service is None:
        return None
    return _VirtualService(
        scope,
        f"InMeshVirtualService{target.construct}",
        metadata=waves.metadata(names.in_mesh(service.name), waves.ROUTES),
        spec=istio.VirtualServiceSpec(
            hosts=[target.host],
            gateways=[_ALL_SIDECARS],
            http=_http(routes.in_mesh[target.host]),
        ),
    )


def build_legs(scope: Construct, mesh: Mesh, routes: Routes) -> dict[str, istio.VirtualService]:
    """Add the routes of the gateway's second hop to each backend of a failover; give them by their names."""
    return {
        name: _VirtualService(
            scope,
            f"VirtualService-{name}",
            metadata=waves.metadata(name, waves.SECOND_HOP),
            spec=istio.VirtualServiceSpec(
                hosts=list(mesh.hosts),
                gateways=[f"{mesh.namespace}/{name}"],
                http=_http(leg),
            ),
        )
        for name, leg in routes.legs.items()
    }


def build_weighted(scope: Construct, target: Target) -> istio.VirtualService | None:
    """Add a backend's weights, to which the others delegate; none where there is one version."""
    versions = weighted(target)
    if versions is None:
        return None
    return _VirtualService(
        scope,
        f"VersionsVirtualService{target.construct}",
        metadata=waves.metadata(versions.name, waves.DELEGATES),
        spec=istio.VirtualServiceSpec(http=[http_route.weighted(versions)]),
    )


def _http(routes: Sequence[HttpRoute]) -> list[istio.VirtualServiceSpecHttp]:
    return [http_route.http_route(route) for route in routes]
