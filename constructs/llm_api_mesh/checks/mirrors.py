"""Mirrors: to versions that exist, once each, and not to where everything goes anyway."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.target import Target


def check(mesh: Mesh) -> Iterator[Problem]:
    """Refuse copies that would be lost, or of which nobody could say how many there are."""
    first: dict[str, Target] = {}
    for target in mesh.ways:
        yield from _check(target)
        other = first.setdefault(target.host, target)
        if set(target.mirrors) != set(other.mirrors):
            yield Problem(
                path=f"{target.path}mirrors",
                code="mirror-version",
                given=f"others than {other.path}mirrors, though one backend answers for both",
                allowed="the same mirrors for all that one backend answers",
            )
    if mesh.mirrors and mesh.backend is None:
        yield Problem(
            path="mirrors",
            code="field-without-effect",
            given="mirrors without a backend",
            allowed="mirrors of a model, or beside backend",
            fix="Write Model(..., mirrors=[...]).",
        )


def _check(target: Target) -> Iterator[Problem]:
    versions = sorted(version.name for version in target.backend.versions)
    seen: set[str] = set()
    for mirror in target.mirrors:
        path = f"{target.path}mirrors[{mirror.version}].version"
        if mirror.version not in versions:
            yield Problem(
                path=path,
                code="version-unknown",
                given=f'"{mirror.version}"',
                allowed=" or ".join(f'"{name}"' for name in versions) or "a version of the backend: it has none",
                fix="A version is removed after the mirrors to it." if versions else "Add versions to the backend.",
            )
        elif len(versions) == 1:
            yield Problem(
                path=path,
                code="mirror-version",
                given=f'"{mirror.version}", the only version',
                allowed="a version beside the one that answers",
                fix="Add a version with weight=0 for the copies.",
            )
        elif mirror.version in seen:
            yield Problem(
                path=path,
                code="mirror-version",
                given=f'"{mirror.version}" twice',
                allowed="one mirror for a version",
            )
        seen.add(mirror.version)
