"""Mirrors: to versions that exist, once each, and not to the only version."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.checks.unknown_version import unknown_version
from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import LeafTarget


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse copies that would be lost, or whose number would be unclear."""
    api = plan.spec
    first: dict[str, LeafTarget] = {}
    for target in plan.leaf_targets:
        yield from _check(target)
        other = first.setdefault(target.host, target)
        if set(target.mirrors) != set(other.mirrors):
            yield Problem(
                path=f"{target.names.owner}mirrors",
                code="mirror-version",
                given=f"mirrors that differ from {other.names.owner}mirrors, although both have the same backend",
                allowed="the same mirrors wherever the same backend answers",
            )
    if api.mirrors and api.backend is None:
        yield Problem(
            path="mirrors",
            code="field-without-effect",
            given="mirrors without a backend",
            allowed="mirrors of a model, or mirrors together with backend",
            fix="Move the mirrors to the model whose requests they copy.",
        )


def _check(target: LeafTarget) -> Iterator[Problem]:
    versions = sorted(version.name for version in target.backend.versions)
    seen: set[str] = set()
    for mirror in target.mirrors:
        path = f"{target.names.owner}mirrors[{mirror.version}].version"
        if mirror.version not in versions:
            yield unknown_version(path, mirror.version, versions, "mirror")
        elif len(versions) == 1:
            yield Problem(
                path=path,
                code="mirror-version",
                given=f'"{mirror.version}", the only version',
                allowed="a version other than the one that answers",
                fix="Add a version with weight 0 for the copies.",
            )
        elif mirror.version in seen:
            yield Problem(
                path=path,
                code="mirror-version",
                given=f'"{mirror.version}" twice',
                allowed="one mirror for each version",
            )
        seen.add(mirror.version)
