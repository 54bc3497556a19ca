"""The routes of the requests that come in by the gateway."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from llm_api_mesh.plan import destinations, drills, endpoints, names
from llm_api_mesh.plan.answers import Answer, answers
from llm_api_mesh.plan.asked import Asked, asked
from llm_api_mesh.plan.backend_routes import QUICK, backend_routes, primary
from llm_api_mesh.plan.http_route import HttpRoute
from llm_api_mesh.plan.retry_policy import RetryPolicy
from llm_api_mesh.plan.streams import streams_apart
from llm_api_mesh.spec.backends.base import Reach
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.model_source import ModelFromBody
from llm_api_mesh.spec.target import Target

# How busy a replica is, which model servers tell whoever asks for it: a balancer's business, and no client's.
_LOAD_REPORTS = ("endpoint-load-metrics", "endpoint-load-metrics-bin")


def gateway_routes(mesh: Mesh) -> list[HttpRoute]:
    """The routes in the order in which they are asked: models, the rest, and what the gateway answers itself."""
    found: list[HttpRoute] = []
    for one in asked(mesh):
        found += _routes(mesh, one.target, names.route(mesh, one.target, one.name), one)
    if mesh.default:
        found += _routes(mesh, mesh.default, names.route(mesh, mesh.default))
    found = [_without_load_reports(timed) for route in found for timed in streams_apart(mesh, route)]
    return [*drills.with_twins(mesh, found), *(_answer(mesh, answer) for answer in answers(mesh))]


def _routes(mesh: Mesh, target: Target, name: str, ways: Asked | None = None) -> Iterator[HttpRoute]:
    """The routes to a target, as they are asked for from outside."""
    for route in backend_routes(mesh, target, name, mesh.part(target), primary(target)):
        if ways is None:
            yield route
            continue
        inner = route.matches or (Match(),)
        if route.name.endswith(QUICK) and isinstance(mesh.model_from, ModelFromBody):
            # What never has a body never has a model.
            inner = tuple(match for match in inner if endpoints.has_body(match))
        outside = [outer.within(mesh.match) for match in inner for outer in ways.outside(match)]
        if any(outside):
            matches = tuple(match for match in outside if match and match != Match())
            yield replace(route, matches=matches, headers=ways.headers, folders=ways.folders)


def _without_load_reports(route: HttpRoute) -> HttpRoute:
    removed = (*route.reach.remove_response_headers, *_LOAD_REPORTS)
    return replace(route, reach=replace(route.reach, remove_response_headers=removed))


def _answer(mesh: Mesh, answer: Answer) -> HttpRoute:
    # The proxy keeps as much of a body as the route says only where this leads somewhere.
    somewhere = (destinations.only(mesh.targets[0]),) if answer.awaits_body else ()
    return HttpRoute(
        name=f"{names.routes(mesh)}{answer.name}",
        matches=() if answer.match == Match() else (answer.match,),
        headers=(answer.header,) if answer.header else (),
        to=somewhere,
        answer=answer,
        reach=Reach(),
        generates=False,
        timeout=None,
        retries=RetryPolicy(attempts=0),
    )
