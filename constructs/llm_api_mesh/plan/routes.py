"""The routes of a mesh in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from llm_api_mesh.plan import names, settings
from llm_api_mesh.plan.endpoints import quick_part
from llm_api_mesh.plan.retry_policy import RetryPolicy, retry_policy
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.route import PRIMARY


@dataclass(frozen=True, kw_only=True)
class Destination:
    """Where a request may go."""

    host: str
    port: int
    subset: str | None = None
    weight: int | None = None


@dataclass(frozen=True, kw_only=True)
class HttpRoute:
    """A route of a VirtualService."""

    name: str
    """Unique in the whole cluster, so that a patch of this route can't hit another team's."""
    matches: tuple[Match, ...]
    """The requests of any of these; none: all."""
    to: tuple[Destination, ...] | Weighted
    generates: bool
    """Whether long answers come from here."""
    timeout: timedelta | None
    """None: none at all. Istio takes no `0s`, and without the field the proxy has no timeout."""
    retries: RetryPolicy


@dataclass(frozen=True, kw_only=True)
class Weighted:
    """Destinations with weights, which stand in one place: so a canary's step is one changed line."""

    name: str
    """Name of the object that holds them."""
    destinations: tuple[Destination, ...]


def gateway_routes(mesh: Mesh) -> list[HttpRoute]:
    """The routes of the requests that come in by the gateway."""
    return list(_routes(mesh, f"{mesh.namespace}/{mesh.name}", mesh.match))


def in_mesh_routes(mesh: Mesh) -> list[HttpRoute]:
    """The same for callers in the mesh, who ask for the backend by its own name, which is shared with nobody."""
    return list(_routes(mesh, f"{mesh.namespace}/{mesh.name}/in-mesh", Match()))


def weighted(mesh: Mesh) -> Weighted | None:
    """The backend's versions, where there are several."""
    versions = sorted(mesh.backend.versions, key=lambda version: version.name)
    if len(versions) <= 1:
        return None
    return Weighted(
        name=names.versions(mesh),
        destinations=tuple(_destination(mesh, version.name, version.weight) for version in versions),
    )


def _routes(mesh: Mesh, name: str, part: Match) -> Iterator[HttpRoute]:
    for route, match in mesh.routes_within(part):
        if match:  # a checked mesh has no route without requests
            yield from _with_deadlines(mesh, f"{name}/{route.name}", match, (_destination(mesh, route.version),))
    yield from _with_deadlines(mesh, f"{name}/{PRIMARY}", part, weighted(mesh) or (_only(mesh),))


def _with_deadlines(mesh: Mesh, name: str, match: Match, to: tuple[Destination, ...] | Weighted) -> Iterator[HttpRoute]:
    """Split off the endpoints whose answers are short."""
    budget = settings.budget(mesh)
    retries = retry_policy(mesh, mesh.backend)
    quick = () if mesh.backend.speaks_grpc or budget.quick == budget.generation else quick_part(match)
    generates = match not in quick
    if quick and generates:
        yield HttpRoute(
            name=f"{name}/quick", matches=quick, to=to, generates=False, timeout=budget.quick, retries=retries
        )
    yield HttpRoute(
        name=name,
        matches=() if match == Match() else (match,),
        to=to,
        generates=generates,
        timeout=budget.generation if generates else budget.quick,
        retries=retries,
    )


def _only(mesh: Mesh) -> Destination:
    return _destination(mesh, next((version.name for version in mesh.backend.versions), None))


def _destination(mesh: Mesh, subset: str | None, weight: int | None = None) -> Destination:
    return Destination(host=mesh.backend.host(mesh), port=mesh.backend.port, subset=subset, weight=weight)
