"""The routes of the gateway's second hop, each to one backend of a failover."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from llm_api_mesh.plan import drills, names, settings
from llm_api_mesh.plan.backend_routes import backend_routes, primary
from llm_api_mesh.plan.http_route import HttpRoute
from llm_api_mesh.plan.legs import Leg
from llm_api_mesh.plan.request_body import STREAM_HEADER
from llm_api_mesh.plan.retry_policy import leg_retry_policy
from llm_api_mesh.plan.streams import stream
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh


def leg_routes(mesh: Mesh, leg: Leg) -> list[HttpRoute]:
    """The routes to one backend."""
    name = names.route(mesh, leg.target, f"{names.FAILOVER}/{leg.key}")
    inner = backend_routes(mesh, leg.target, name, Match(), primary(leg.target))
    routes = [timed for route in inner for timed in _in_time(mesh, leg, route)]
    return drills.with_twins(mesh, routes) if leg.first else routes


def _in_time(mesh: Mesh, leg: Leg, route: HttpRoute) -> Iterator[HttpRoute]:
    """Leave the next backend its part of the time; the first hop sees to the whole of it."""
    budget = settings.budget(mesh)
    reach = replace(route.reach, remove_headers=(*route.reach.remove_headers, STREAM_HEADER))
    if leg.last:
        # Behind it there is nobody: it has the rest of the time, and is retried as it would be alone.
        yield replace(route, reach=reach, timeout=None)
        return
    if route.generates and budget.first_token:
        # Of other answers the first byte comes with the last one: only of streams it says anything.
        retries = leg_retry_policy(mesh, leg.target.backend, budget.first_token)
        yield replace(stream(route), reach=reach, timeout=None, retries=retries)
    # With `generation` and `quick` alike every answer is a short one, whose deadline the backends share.
    long = route.generates and budget.generation != budget.quick
    deadline = None if long or not route.timeout else _share(route.timeout, leg.siblings)
    retries = leg_retry_policy(mesh, leg.target.backend, budget.whole_answer if route.generates else None)
    yield replace(route, reach=reach, timeout=deadline, retries=retries)


def _share(deadline: timedelta, parts: int) -> timedelta:
    return timedelta(milliseconds=deadline // timedelta(milliseconds=1) // parts)
