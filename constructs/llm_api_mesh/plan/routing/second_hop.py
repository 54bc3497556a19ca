"""The routes of the gateway's second hop, each to one backend of a failover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.failover import Leg
from llm_api_mesh.plan.llm_gateway.headers import FROM, LEG, VIRTUAL_SERVICES
from llm_api_mesh.plan.routing.backend_routes import BackendRoutes
from llm_api_mesh.plan.routing.drills import with_twins
from llm_api_mesh.plan.routing.http_route import HttpRoute
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.plan.routing.retry_policy import leg_retry_policy
from llm_api_mesh.plan.routing.streams import stream
from llm_api_mesh.plan.settings import Settings
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.match import Match


def leg_routes(routes: BackendRoutes, drills: Sequence[FaultDrill], leg: Leg) -> tuple[HttpRoute, ...]:
    """The routes to one backend on a slot of the gateway, which serves the requests of one failover."""
    name = object_names.route(leg.target, object_names.FAILOVER, leg.key)
    inner = routes.of_gateway(leg.target, name, Match())
    timed = [one for route in inner for one in _with_share_of_time(routes.settings, leg, route)]
    conditions = (
        HeaderValue(
            header=FROM, kind="prefix", value=VIRTUAL_SERVICES.format(namespace=leg.target.placement.namespace)
        ),
        HeaderValue(header=LEG, kind="exact", value=leg.failover),
    )
    found = tuple(replace(route, conditions=conditions) for route in timed)
    return with_twins(drills, found) if leg.first else found


def _with_share_of_time(settings: Settings, leg: Leg, route: HttpRoute) -> Iterator[HttpRoute]:
    """Limit the times so that the next backend has a share of them; the first hop limits the total time."""
    budget = settings.budget
    if leg.last:
        # No backend comes after the last one: it has the rest of the time, and is retried as it would be without a
        # failover.
        yield replace(route, timeout=None)
        return
    if route.generates and budget.first_token:
        # The first byte of other answers comes together with the last one, so this limit makes sense only for streams.
        retries = leg_retry_policy(settings, leg.target, budget.first_token)
        yield replace(stream(route), timeout=None, retries=retries)
    # If `generation` equals `quick`, every answer is a short one, and the backends share its deadline.
    long = route.generates and budget.generation != budget.quick
    deadline = None if long or not route.timeout else _share(route.timeout, leg.siblings)
    retries = leg_retry_policy(settings, leg.target, budget.whole_answer if route.generates else None)
    yield replace(route, timeout=deadline, retries=retries)


def _share(deadline: timedelta, backends: int) -> timedelta:
    return timedelta(milliseconds=deadline // timedelta(milliseconds=1) // backends)
