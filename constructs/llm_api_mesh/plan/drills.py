"""Drills: their order, and the twins of routes that have their faults."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from llm_api_mesh.plan.http_route import HttpRoute
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh


def in_order(drills: Sequence[FaultDrill]) -> list[FaultDrill]:
    """The drills in the order in which they are asked: more headers first, then by name."""
    return sorted(drills, key=lambda drill: (drill.match.precedence, drill.name))


def with_twins(mesh: Mesh, routes: list[HttpRoute]) -> list[HttpRoute]:
    """Put a twin of each route before all of them for each drill: the same but for the fault."""
    twins = [
        replace(route, name=f"{route.name}/drill/{drill.name}", matches=matches, drill=drill)
        for drill in in_order(mesh.drills)
        for route in routes
        # A drill of a failover is its first backend's, so that it shows the next one taking over.
        if not route.retries.next_priority
        if (matches := _part(drill, route.matches))
    ]
    return [*twins, *routes]


def _part(drill: FaultDrill, matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """Those of a route's requests that ask for a drill."""
    return tuple(found for match in matches or (Match(),) if (found := drill.match.within(match)))
