"""Fault drills: their order, and the twins of routes that inject their faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llm_api_mesh.plan.routing.http_route import HttpRoute
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.match import Match


def in_order(drills: Sequence[FaultDrill]) -> tuple[FaultDrill, ...]:
    """The drills in the order in which the proxy tries them: more headers first, then by name."""
    return tuple(sorted(drills, key=lambda drill: (drill.match.precedence, drill.name)))


def with_twins(drills: Sequence[FaultDrill], routes: Sequence[HttpRoute]) -> tuple[HttpRoute, ...]:
    """Put a twin of each route before all routes for each drill: the same route with the fault."""
    twins = [
        replace(route, name=f"{route.name}/drill/{drill.name}", matches=matches, drill=drill)
        for drill in drills
        for route in routes
        # The gateway's own answers have no drills, but a caller who may not use one model must not come to the twin of
        # another model's route. A failover's drill is on its first backend's routes, so that it
        # shows how the next backend takes over.
        if (not route.response or route.response.refuses) and not route.retries.next_priority
        if (matches := _intersection(drill, route.matches))
    ]
    return (*twins, *routes)


def _intersection(drill: FaultDrill, matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """The requests of a route that have the headers of a drill."""
    return tuple(found for match in matches or (Match(),) if (found := drill.match.intersection(match)))
