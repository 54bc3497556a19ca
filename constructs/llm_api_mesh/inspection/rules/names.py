"""Two objects of one kind, namespace and name: the one that is applied last would replace the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules.fields import Object, name_of, value_at


class Declared(NamedTuple):
    """An object and its place in the app."""

    chart: str
    """Id of the chart."""
    id: str
    """Id of the construct."""
    item: Object
    of_api: bool
    """Whether an `LlmApiMesh` has declared it, and not the user."""

    @property
    def key(self) -> tuple[str, ...]:
        """The identity of an object in a cluster. The versions of a kind share their objects."""
        group = str(self.item.get("apiVersion")).rpartition("/")[0]
        names = (value_at(self.item, f"metadata.{field}") for field in ("namespace", "name"))
        return (group, str(self.item.get("kind")), *map(str, names))


def find(objects: Iterable[Declared]) -> list[Problem]:
    """Return a problem for each object that would replace an object of an API. The first of an API's keeps its name."""
    by_key: defaultdict[tuple[str, ...], list[Declared]] = defaultdict(list)
    for one in objects:
        by_key[one.key].append(one)
    return [
        _problem(owner, other)
        for same in by_key.values()
        if len(same) > 1 and (owner := next((one for one in same if one.of_api), None))
        for other in same
        if other is not owner
    ]


def _problem(owner: Declared, other: Declared) -> Problem:
    _, kind, namespace, name = other.key
    of = "this API" if owner.chart == other.chart else f'API "{owner.chart}"'
    return Problem(
        name_of(other.item),
        "name-taken",
        f'a second {kind} "{name}" in namespace "{namespace}", which {of} already has',
        "one object for each kind, name and namespace, because the one that is applied last replaces the other",
        "Give it another name."
        if other.of_api
        else f"Give it another name. To replace the API's object, remove that one first: "
        f'node.try_remove_child("{owner.id}").',
        api=other.chart,
    )
