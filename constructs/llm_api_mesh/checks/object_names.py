"""Names of objects that are combined from several fields."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.names import NAME_MAX


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse names that are too long, instead of cutting or hashing them, and two objects with one name."""
    yield from _too_long(plan)
    found: dict[tuple[str, str, str], str] = {}
    refused: set[str] = set()
    for kind, namespace, name, path, _ in plan.owned_objects:
        other = found.setdefault((kind, namespace, name), path)
        if other != path and path not in refused:
            refused.add(path)
            yield Problem(
                path=path,
                code="name-taken",
                given=f'{kind} "{name}", which {other} already has',
                allowed="different names of objects, which consist of the names of API, model, backend and version",
                fix="Rename one of them, or give the model another slug.",
            )


def _too_long(plan: Plan) -> Iterator[Problem]:
    hosts = (one.host for target in plan.targets for one in (target, *target.leaves))
    for host in (host for host in hosts if len(host) > NAME_MAX):
        yield Problem(
            path="cluster_domain",
            code="name-too-long",
            given=f'"{host}" ({len(host)} characters)',
            allowed=f"at most {NAME_MAX} characters for a DNS name",
            fix="Shorten the domain or the names.",
        )
