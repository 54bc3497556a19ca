"""Istio VirtualService: which requests go to which version."""

from __future__ import annotations

from llm_api_mesh.resources.escape_hatch import EscapeHatch
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.route import PRIMARY
from llm_api_mesh_crds.io.istio import networking as istio

from cdk8s import ApiObjectMetadata
from constructs import Construct

# Argo CD applies it after what it refers to, which has no wave and so counts as 0, and prunes it before.
_AFTER_THE_OTHERS = {"argocd.argoproj.io/sync-wave": "1"}

_Http = istio.VirtualServiceSpecHttp
_Match = istio.VirtualServiceSpecHttpMatch
_Destination = istio.VirtualServiceSpecHttpRoute


class _VirtualService(EscapeHatch, istio.VirtualService):
    pass


def build(scope: Construct, mesh: Mesh) -> istio.VirtualService:
    """Add the VirtualService: the mesh's routes in their order, then the weighted one."""
    gateway = mesh.gateway_key
    return _VirtualService(
        scope,
        "VirtualService",
        metadata=ApiObjectMetadata(name=mesh.name, annotations=_AFTER_THE_OTHERS),
        spec=istio.VirtualServiceSpec(
            hosts=list(mesh.hosts),
            gateways=[f"{gateway.namespace}/{gateway.name}"],
            http=[
                *(
                    _route(mesh, route.name, match, [_destination(mesh, route.version)])
                    for route, match in mesh.ordered_routes
                    if match  # a checked mesh has no route without requests
                ),
                _route(mesh, PRIMARY, mesh.match, _weighted(mesh)),
            ],
        ),
    )


def _route(mesh: Mesh, name: str, match: Match, destinations: list[_Destination]) -> _Http:
    return _Http(
        # Unique in the whole cluster, so that a patch of this route can't hit another team's.
        name=f"{mesh.namespace}/{mesh.name}/{name}",
        match=[_match(match)] if match != Match() else None,
        route=destinations,
    )


def _match(match: Match) -> _Match:
    uri = method = None
    if match.path or match.path_prefix:
        uri = istio.VirtualServiceSpecHttpMatchUri(exact=match.path, prefix=match.path_prefix)
    if match.method:
        method = istio.VirtualServiceSpecHttpMatchMethod(exact=match.method)
    headers = {
        # No condition on the value: Istio then asks for the header's presence.
        name: istio.VirtualServiceSpecHttpMatchHeaders(exact=value or None)
        for name, value in match.headers.items()
    }
    return _Match(uri=uri, method=method, headers=headers or None)


def _weighted(mesh: Mesh) -> list[_Destination]:
    versions = sorted(mesh.backend.versions, key=lambda version: version.name)
    if not versions:
        return [_destination(mesh, None)]
    if len(versions) == 1:
        return [_destination(mesh, versions[0].name)]
    return [_destination(mesh, version.name, version.weight) for version in versions]


def _destination(mesh: Mesh, subset: str | None, weight: int | None = None) -> _Destination:
    return _Destination(
        destination=istio.VirtualServiceSpecHttpRouteDestination(
            host=mesh.backend.host(mesh),
            port=istio.VirtualServiceSpecHttpRouteDestinationPort(number=mesh.backend.port),
            subset=subset,
        ),
        weight=weight,
    )
