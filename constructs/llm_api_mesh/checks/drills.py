"""Drills: by names that are unique, in reach of some request, by headers that select nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.plan import drills
from llm_api_mesh.plan.asked import model_header
from llm_api_mesh.spec.fault_drill import FaultDrill
from llm_api_mesh.spec.mesh import Mesh


def check(mesh: Mesh) -> Iterator[Problem]:
    """Refuse drills that would never be asked, and headers that a route asks for, too."""
    earlier: list[FaultDrill] = []
    for drill in drills.in_order(mesh.drills):
        path = f"drills[{drill.name}]"
        if drill.name in {other.name for other in earlier}:
            yield Problem(
                path=f"{path}.name",
                code="route-duplicate",
                given=f'"{drill.name}" twice',
                allowed="each name once",
            )
        if blocking := next((other.name for other in earlier if other.match.covers(drill.match)), None):
            yield Problem(
                path=path,
                code="route-unreachable",
                given=drill.match.conditions,
                allowed="headers that leave some requests to the drill",
                fix=f'Change the headers: drill "{blocking}" comes first and takes all of these requests.',
            )
        earlier.append(drill)
        for where, header in _selecting(mesh):
            if header in drill.headers:
                yield Problem(
                    path=f"{path}.headers",
                    code="drill-header",
                    given=f"{header}, which {where} matches, too",
                    allowed="headers that nothing else matches, because they select the fault only",
                )


def _selecting(mesh: Mesh) -> Iterator[tuple[str, str]]:
    yield from (("match", header) for header in mesh.match.headers)
    if mesh.models and (header := model_header(mesh)):
        yield "model_from", header
    for target in mesh.targets:
        for route in target.routes:
            yield from ((f"{target.path}routes[{route.name}]", header) for header in route.headers)
