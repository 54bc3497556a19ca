"""The public paths of an API, read from the route that answers requests for all others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from llm_api_mesh.access_tables.fields import mapping
from llm_api_mesh.access_tables.patterns import Pattern
from llm_api_mesh.access_tables.routes import Match, Route
from llm_api_mesh.plan.public_paths import templates_of

_PATH, _METHOD = ":path", ":method"


def public_paths_of(routes: Sequence[Route]) -> tuple[str, ...] | None:
    """The methods and paths that a route lets pass, if it answers all other requests; None: it does something else."""
    if len(routes) != 1 or not mapping(routes[0].action, "directResponse"):
        return None
    found: list[str] = []
    methods: set[str] = set()
    rest: list[set[str]] = []
    for alternative in routes[0].alternatives:
        if len(alternative) != 1:
            return None
        other = _other_methods(alternative[0])
        if other is not None:
            rest.append(other)
            continue
        paths = list(_paths(alternative[0]))
        if not paths:
            return None
        found += paths
        methods.add(paths[0].partition(" ")[0])
    return tuple(sorted(found, key=lambda one: one.split(" ")[::-1])) if rest == [methods] and found else None


def _other_methods(match: Match) -> set[str] | None:
    """The methods of which a match takes none, if that is all that it says."""
    if set(match) != {"withoutHeaders"} or set(match["withoutHeaders"]) != {_METHOD}:
        return None
    pattern = Pattern.of(match["withoutHeaders"][_METHOD])
    return set(pattern.value.split("|")) if pattern.kind in {"exact", "regex"} else None


def _paths(match: Match) -> Iterator[str]:
    """The paths that a match lets pass by its method; none: it has another form."""
    if set(match) != {"method", "withoutHeaders"} or set(match["withoutHeaders"]) != {_PATH}:
        return
    method, pattern = Pattern.of(match["method"]), Pattern.of(match["withoutHeaders"][_PATH])
    if (method.kind, pattern.kind) == ("exact", "regex"):
        yield from (f"{method.value} {one}" for one in templates_of(pattern.value) or ())
