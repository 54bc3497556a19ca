"""Istio VirtualServices: which requests go to which version, from the gateway and from callers in the mesh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from llm_api_mesh.described import Described
from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.argo_cd import Wave
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.routing.http_route import HttpRoute
from llm_api_mesh.resources import http_route
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh_crds.io.istio import networking as istio

_ALL_SIDECARS = "mesh"  # Istio's word


class _VirtualService(EscapeHatch, istio.VirtualService):
    pass


def build(plan: Plan) -> Mapping[str, Described[istio.VirtualService]]:
    """Describe the routes of the requests that come in through the gateway, by the object's name."""
    name = plan.spec.name
    virtual_service = Described(
        _VirtualService,
        "VirtualService",
        metadata=metadata(plan, name, Wave.ROUTES),
        spec=istio.VirtualServiceSpec(
            hosts=list(plan.spec.hosts),
            gateways=[plan.attachment.public],
            export_to=list(plan.attachment.export_to) or None,
            http=_http(plan.routes.gateway),
        ),
    )
    return {name: virtual_service}


def build_in_mesh(plan: Plan) -> Mapping[str, Described[istio.VirtualService]]:
    """Describe the routes of callers in the mesh, which call a backend's Service, by host."""
    return {
        target.host: Described(
            _VirtualService,
            f"InMeshVirtualService{target.names.id_suffix}",
            metadata=metadata(plan, object_names.in_mesh(target.service_name), Wave.ROUTES),
            spec=istio.VirtualServiceSpec(
                hosts=[target.host],
                gateways=[_ALL_SIDECARS],
                export_to=list(plan.spec.export_to),
                http=_http(plan.routes.in_mesh[target.host]),
            ),
        )
        for target in plan.backends
        if target.service_name
    }


def build_legs(plan: Plan) -> Mapping[str, Described[istio.VirtualService]]:
    """Describe the routes of the gateway's second hop to each backend of a failover, by their names."""
    return {
        name: Described(
            _VirtualService,
            f"VirtualService-{name}",
            metadata=metadata(plan, name, Wave.SECOND_HOP),
            spec=istio.VirtualServiceSpec(
                hosts=list(plan.spec.hosts),
                gateways=[plan.attachment.second_hops[name]],
                export_to=list(plan.attachment.export_to) or None,
                http=_http(leg),
            ),
        )
        for name, leg in plan.routes.legs.items()
    }


def build_spreads(plan: Plan) -> Mapping[str, Described[istio.VirtualService]]:
    """Describe the destinations of backends that have more than one, to which the others delegate, by host."""
    return {
        target.host: Described(
            _VirtualService,
            f"VersionsVirtualService{target.names.id_suffix}",
            metadata=metadata(plan, one.name, Wave.WEIGHTS, annotations=one.annotations),
            spec=istio.VirtualServiceSpec(http=http_route.spread(one)),
        )
        for target in plan.backends
        if (one := plan.spreads.get(target.host))
    }


def _http(routes: Sequence[HttpRoute]) -> list[istio.VirtualServiceSpecHttp]:
    return [http_route.http_route(route) for route in routes]
