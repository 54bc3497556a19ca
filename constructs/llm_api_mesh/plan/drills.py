"""The order of drills, and the requests of a route that ask for one."""

from __future__ import annotations

from collections.abc import Sequence

from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.match import Match


def in_order(drills: Sequence[FaultDrill]) -> list[FaultDrill]:
    """The drills in the order in which they are asked: more headers first, then by name."""
    return sorted(drills, key=lambda drill: (drill.match.precedence, drill.name))


def part(drill: FaultDrill, matches: tuple[Match, ...]) -> tuple[Match, ...]:
    """Those of a route's requests that ask for a drill."""
    return tuple(found for match in matches or (Match(),) if (found := drill.match.within(match)))
