"""Fault drills: unique names, requests that can reach each drill, and headers that select nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.routing.model_match import model_header
from llm_api_mesh.spec.fault_drill import FaultDrill


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse drills that no request reaches, and headers that also select a route."""
    earlier: list[FaultDrill] = []
    for drill in plan.drills:
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
        for where, header in selecting_headers(plan):
            if header in drill.headers:
                yield Problem(
                    path=f"{path}.headers",
                    code="drill-header",
                    given=f"{header}, which {where} matches, too",
                    allowed="headers that nothing else matches, because they select the fault only",
                )


def selecting_headers(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield each field that selects requests by a header, with the header; drills aside."""
    api = plan.spec
    yield from (("match", header) for header in api.match.headers)
    if api.models and (header := model_header(api)):
        yield "model_from", header
    for endpoint in api.endpoints:
        yield from ((f"endpoints[{endpoint.name}]", header) for header in endpoint.headers)
    for target in plan.targets:
        for route in target.routes:
            yield from ((f"{target.names.owner}routes[{route.name}]", header) for header in route.headers)
