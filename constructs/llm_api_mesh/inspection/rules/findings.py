"""What the guard finds, and where: an object's fields by their paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

Object = Mapping[str, Any]

GuardCode = Literal["combination-ignored", "extension-missing", "field-ignored", "istio-release"]


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One field that doesn't do what it says."""

    path: str
    """Within the object."""
    code: GuardCode
    given: str
    allowed: str
    fix: str = ""


def places(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Find what stands at a path, `spec.subsets[].name`: each with its own path, `spec.subsets[0].name`."""
    step, _, rest = path.partition(".")
    name = step.removesuffix("[]")
    found = value.get(name) if isinstance(value, Mapping) else None
    if found is None:
        return
    each = list(enumerate(found)) if step.endswith("[]") and isinstance(found, list) else [(None, found)]
    for index, one in each:
        here = name if index is None else f"{name}[{index}]"
        if not rest:
            yield here, one
        for inner, last in places(one, rest) if rest else ():
            yield f"{here}.{inner}", last


def at(value: Any, path: str) -> Any:
    """Give what stands at a path without lists; None if nothing does."""
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


_OF_SUBSETS = "spec.subsets[].trafficPolicy"

POLICIES = (
    "spec.trafficPolicy",
    "spec.trafficPolicy.portLevelSettings[]",
    _OF_SUBSETS,
    f"{_OF_SUBSETS}.portLevelSettings[]",
)
"""Where a DestinationRule says how requests are spread."""


class Policy(NamedTuple):
    """How requests are spread, as it is said in one place."""

    path: str
    said: Object
    in_force: Object
    """With what it has from above: a subset has the blocks that it leaves out, and a port none."""


def policies(rule: Object) -> list[Policy]:
    """Give the policies of a DestinationRule, the whole host's first."""
    above = at(rule, "spec.trafficPolicy") or {}
    return [
        Policy(path, said, {**above, **said} if pattern == _OF_SUBSETS else said)
        for pattern in POLICIES
        for path, said in places(rule, pattern)
        if isinstance(said, Mapping)
    ]


def name_of(item: Object) -> str:
    """Call an object as kubectl does: `DestinationRule/chat`."""
    return f"{item.get('kind')}/{at(item, 'metadata.name')}"
