"""Endpoints: distinct names, requests for each of them, and some requests that are left for everything else."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import NOTHING, Problem, listed, show
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import Target
from llm_api_mesh.spec.endpoint import Endpoint
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.model_source import ModelFromPath
from llm_api_mesh.spec.names import LABEL_MAX

_Scope = tuple[str, Match]
"""The name of an endpoint, and its requests."""


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse endpoints that no request reaches, and those that leave nothing for others."""
    yield from _names(plan)
    earlier: list[_Scope] = []
    for target in plan.targets:
        if target.endpoint:
            problem = _without_requests(plan, target.endpoint) or _unreachable(plan, target, target.endpoint, earlier)
            if problem:
                yield problem
            else:
                earlier.append((target.endpoint.name, target.scope))
    for target in plan.targets:
        # With ModelFromPath, the path of a request for a model is none of an endpoint.
        if target.own or (target.model and not isinstance(plan.spec.model_from, ModelFromPath)):
            yield from _hidden_routes(target, earlier)


def _names(plan: Plan) -> Iterator[Problem]:
    api = plan.spec
    slugs = {model.key: model.name for model in api.models}
    seen: set[str] = set()
    for endpoint in api.endpoints:
        path = f"endpoints[{endpoint.name}].name"
        name = f"{api.name}-{endpoint.name}"
        if endpoint.name in seen:
            yield Problem(path, "route-duplicate", f'"{endpoint.name}" twice', "each name once")
        elif endpoint.name in slugs:
            given = f'"{endpoint.name}", which is the slug of model {show(slugs[endpoint.name])}'
            yield Problem(path, "route-duplicate", given, "a name that no model has as its slug")
        elif endpoint.name in object_names.RESERVED:
            allowed = f"a name other than {listed(sorted(object_names.RESERVED), 'and')}, which are reserved"
            yield Problem(path, "route-duplicate", f'"{endpoint.name}"', allowed)
        elif len(name) > LABEL_MAX:
            allowed = f"at most {LABEL_MAX} characters (this name has {len(name)})"
            yield Problem(path, "name-too-long", f'"{name}"', allowed, "Shorten the name.")
        seen.add(endpoint.name)


def _without_requests(plan: Plan, endpoint: Endpoint) -> Problem | None:
    path = f"endpoints[{endpoint.name}]"
    if not (endpoint.path or endpoint.path_prefix):
        fix = "To serve all other requests, set backend of the API."
        return Problem(path, "field-required", NOTHING, "a path, or a path_prefix other than /", fix)
    if not endpoint.meets(plan.spec.match):
        given = f"{endpoint.conditions} together with match of the API: {plan.spec.match.conditions}"
        return Problem(path, "match-conflict", given, "conditions that some requests of the API can meet")
    return None


def _unreachable(plan: Plan, target: Target, endpoint: Endpoint, earlier: list[_Scope]) -> Problem | None:
    path = f"endpoints[{endpoint.name}]"
    if blocking := _first_that_covers(earlier, target.scope):
        return Problem(
            path=path,
            code="route-unreachable",
            given=endpoint.conditions,
            allowed="conditions under which some requests reach the endpoint",
            fix=f'Change the conditions: endpoint "{blocking}" comes first and takes all of these requests.',
        )
    if _takes_everything(plan, target.scope):
        return Problem(
            path=path,
            code="route-unreachable",
            given=endpoint.conditions,
            allowed="conditions that leave some public paths to models, or to the backend of the API",
            fix="Write a longer path_prefix.",
        )
    return None


def _takes_everything(plan: Plan, scope: Match) -> bool:
    if scope.covers(plan.spec.match):
        return True
    if isinstance(plan.spec.model_from, ModelFromPath) or not scope.path_prefix:
        return False
    whole = Match(path_prefix=scope.path_prefix)
    return scope.covers(whole) and all(one.path.startswith(scope.path_prefix) for one in plan.public.paths)


def _hidden_routes(target: Target, endpoints: list[_Scope]) -> Iterator[Problem]:
    for leaf in target.leaves:
        for route, match in leaf.ordered_routes(leaf.scope):
            if match and (blocking := _first_that_covers(endpoints, match)):
                yield Problem(
                    path=f"{leaf.names.owner}routes[{route.name}]",
                    code="route-unreachable",
                    given=route.conditions,
                    allowed="conditions under which some requests reach the route",
                    fix=f'Change the conditions: endpoint "{blocking}" comes first and takes all of these requests.',
                )


def _first_that_covers(endpoints: list[_Scope], match: Match) -> str | None:
    return next((name for name, scope in endpoints if scope.covers(match)), None)
