"""Routes: to versions that exist, with unique names, each with requests that can reach it."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.checks.unknown_version import unknown_version
from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.match import Match


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse routes that would be ignored or would answer 503."""
    for target in plan.leaf_targets:
        yield from _check(target)


def _check(target: LeafTarget) -> Iterator[Problem]:
    versions = [version.name for version in target.backend.versions]
    seen: set[str] = set()
    earlier: list[tuple[str, Match]] = []
    for route, match in target.ordered_routes(target.scope):
        path = f"{target.names.owner}routes[{route.name}]"
        if route.version not in versions:
            yield unknown_version(f"{path}.version", route.version, versions, "route")
        if route.name in seen:
            yield Problem(
                path=f"{path}.name",
                code="route-duplicate",
                given=f'"{route.name}" twice',
                allowed="each name once",
            )
        seen.add(route.name)
        if match is None:
            yield Problem(
                path=path,
                code="match-conflict",
                given=f"{route.conditions} together with {_outer(target)}: {target.scope.conditions}",
                allowed="conditions that some requests of the API can meet",
            )
            continue
        if blocking := next((name for name, other in earlier if other.covers(match)), None):
            yield Problem(
                path=path,
                code="route-unreachable",
                given=route.conditions,
                allowed="conditions under which some requests reach the route",
                fix=f'Change the conditions: route "{blocking}" comes first and takes all of these requests.',
            )
        elif match.covers(target.scope):
            yield Problem(
                path=path,
                code="route-unreachable",
                given=route.conditions,
                allowed="conditions that leave some requests to the weighted route",
                fix=f'To send everything to "{route.version}", set the other weights to 0.',
            )
        earlier.append((route.name, match))


def _outer(target: LeafTarget) -> str:
    return "the requests of the endpoint" if target.endpoint else "match of the API"
