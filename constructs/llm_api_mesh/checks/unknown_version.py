"""The problem of a route or mirror that refers to a version that its backend doesn't have."""

from __future__ import annotations

from collections.abc import Sequence

from llm_api_mesh.errors import Problem, listed, show
from llm_api_mesh.nearest import nearest


def unknown_version(path: str, name: str, versions: Sequence[str], user: str) -> Problem:
    """Describe the problem of a `user`, such as "route", that refers to the version `name`."""
    near = nearest(name, versions, alike=0.7)
    if near:
        fix = f"Write {show(near)}."
    elif versions:
        fix = f"Add it to the versions, or write another one. To remove a version, first remove its {user}s."
    else:
        fix = "Add versions to the backend."
    allowed = listed([show(one) for one in sorted(versions)]) or "a version of the backend, which has none"
    return Problem(path, "version-unknown", show(name), allowed, fix)
