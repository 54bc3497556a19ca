"""Public paths: conditions that some request for a public path can meet."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import NOTHING, Problem
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.match import Conditions, Match
from llm_api_mesh.spec.model_source import ModelFromPath
from llm_api_mesh.spec.public_path import REST


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse conditions that no request for a public path can meet."""
    api = plan.spec
    if api.paths is None and len({leaf.backend.speaks_grpc for leaf in plan.leaf_targets}) > 1:
        yield Problem(
            path="paths",
            code="field-required",
            given=NOTHING,
            allowed="the paths of the API, because some of its backends speak gRPC and others don't",
            fix="Add paths=[*OPENAI_PATHS, ...] with the methods of the gRPC services.",
        )
        return
    if not plan.public.meets(api.match) and not _names_a_model(plan):
        yield _not_public("match", api.match)
        return
    closed = [target.endpoint for target in plan.targets if target.endpoint and not plan.public.meets(target.scope)]
    yield from (_not_public(f"endpoints[{endpoint.name}]", endpoint) for endpoint in closed)
    for target in plan.leaf_targets:
        if target.endpoint in closed:
            continue
        for route, match in target.ordered_routes(target.scope):
            if match and not plan.public.meets(match):
                yield _not_public(f"{target.names.owner}routes[{route.name}]", match)


def _names_a_model(plan: Plan) -> bool:
    """Whether requests of the API can name a model in their path."""
    source = plan.spec.model_from
    return isinstance(source, ModelFromPath) and plan.spec.match.meets(Match(path_prefix=source.prefix))


def _not_public(path: str, conditions: Conditions) -> Problem:
    folder = conditions.path_prefix or ""
    public = conditions.path or (f"{folder}{REST}" if folder.endswith("/") else "")
    methods = f', methods=["{conditions.method}"]' if conditions.method else ""
    return Problem(
        path=path,
        code="path-not-public",
        given=conditions.conditions,
        allowed="conditions that some request for a public path can meet",
        fix=f'Add PublicPath(path="{public}"{methods}) to paths.' if public else "",
    )
