"""The routes to a backend, whoever asks for it: by version, and the short endpoints apart from those that generate."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.plan import destinations, endpoints, settings
from llm_api_mesh.plan.affinity import version_key
from llm_api_mesh.plan.http_route import Destination, HttpRoute, Weighted
from llm_api_mesh.plan.retry_policy import retry_policy
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.route import PRIMARY, STICKY
from llm_api_mesh.spec.target import Target

QUICK = "/quick"
"""What the name of a route to short endpoints ends with."""


def primary(target: Target) -> str:
    """Name of the route that spreads the rest over the versions, in a proxy that can have patches."""
    # Another name for a route that a patch is for: a patch that has outlived its route meets none, then.
    return f"{PRIMARY}/{STICKY}" if version_key(target) else PRIMARY


def backend_routes(mesh: Mesh, target: Target, name: str, part: Match, rest: str) -> Iterator[HttpRoute]:
    """The routes for a part of the requests; `rest` is the name of the last one."""
    for route, match in target.routes_within(part):
        if match:  # a checked mesh has no route without requests
            one = (destinations.to_version(target, route.version),)
            yield from _with_deadlines(mesh, target, f"{name}/{route.name}", match, one)
    yield from _with_deadlines(mesh, target, f"{name}/{rest}", part, destinations.spread(target))


def _with_deadlines(
    mesh: Mesh, target: Target, name: str, match: Match, to: tuple[Destination, ...] | Weighted
) -> Iterator[HttpRoute]:
    """Split off the endpoints whose answers are short."""
    budget = settings.budget(mesh)
    retries = retry_policy(mesh, target.backend)
    quick = () if target.backend.speaks_grpc or budget.quick == budget.generation else endpoints.quick_part(match)
    generates = match not in quick
    if quick and generates:
        yield HttpRoute(
            name=f"{name}{QUICK}",
            matches=quick,
            to=to,
            reach=target.backend.reach,
            generates=False,
            timeout=budget.quick,
            retries=retries,
        )
    yield HttpRoute(
        name=name,
        matches=() if match == Match() else (match,),
        to=to,
        reach=target.backend.reach,
        generates=generates,
        timeout=budget.generation if generates else budget.quick,
        retries=retries,
    )
