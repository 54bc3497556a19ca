"""The fields of an object, by their paths."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Object = Mapping[str, Any]


def values_at(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield each value at a path such as `spec.subsets[].name`, with its own path, `spec.subsets[0].name`."""
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
        for inner, last in values_at(one, rest) if rest else ():
            yield f"{here}.{inner}", last


def value_at(value: Any, path: str) -> Any:
    """Return the value at a path without lists, or None."""
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def mapping_at(value: Any, path: str) -> Object:
    """Return the mapping at a path. Empty if there is none: the API server refuses a value of another type."""
    found = value_at(value, path)
    return found if isinstance(found, Mapping) else {}


def resolved(host: object, item: Object) -> str:
    """Return a host of an object as `<service>.<namespace>` if it may be a Service, however it is written."""
    name, *rest = str(host).split(".")
    if not rest:
        return f"{name}.{value_at(item, 'metadata.namespace')}"
    return f"{name}.{rest[0]}" if rest[1:2] in ([], ["svc"]) else str(host)


_OF_SUBSETS = "spec.subsets[].trafficPolicy"

TRAFFIC_POLICIES = (
    "spec.trafficPolicy",
    "spec.trafficPolicy.portLevelSettings[]",
    _OF_SUBSETS,
    f"{_OF_SUBSETS}.portLevelSettings[]",
)
"""The paths of traffic policies in a DestinationRule."""


class TrafficPolicy(NamedTuple):
    """A traffic policy of a DestinationRule."""

    path: str
    written: Object
    effective: Object
    """The policy with the blocks that it inherits. A subset inherits the blocks that it leaves out; a port inherits
    none."""


def traffic_policies(rule: Object) -> list[TrafficPolicy]:
    """Return the policies of a DestinationRule, the host's own first."""
    above = value_at(rule, "spec.trafficPolicy") or {}
    return [
        TrafficPolicy(path, written, {**above, **written} if pattern == _OF_SUBSETS else written)
        for pattern in TRAFFIC_POLICIES
        for path, written in values_at(rule, pattern)
        if isinstance(written, Mapping)
    ]


def name_of(item: Object) -> str:
    """Return the name of an object as kubectl writes it: `DestinationRule/chat`."""
    return f"{item.get('kind')}/{value_at(item, 'metadata.name')}"
