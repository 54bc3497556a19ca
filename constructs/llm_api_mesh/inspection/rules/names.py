"""Two objects of one kind, namespace and name: whichever is applied later takes the other's place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules.findings import Object, at, name_of


class Declared(NamedTuple):
    """An object, and whose it is."""

    chart: str
    id: str
    """Of the construct."""
    item: Object
    of_mesh: bool
    """What the mesh has brought itself, and no object of its user's own."""

    @property
    def key(self) -> tuple[str, ...]:
        """What there may be one of in a cluster; a kind's versions show the same objects."""
        group = str(self.item.get("apiVersion")).rpartition("/")[0]
        named = (at(self.item, f"metadata.{field}") for field in ("namespace", "name"))
        return (group, str(self.item.get("kind")), *map(str, named))


def find(objects: Iterable[Declared]) -> list[Problem]:
    """Give a problem for each object that would take the place of one that a mesh has brought."""
    by_key: defaultdict[tuple[str, ...], list[Declared]] = defaultdict(list)
    for one in objects:
        by_key[one.key].append(one)
    return [
        _problem(owner, other)
        for same in by_key.values()
        if len(same) > 1 and (owner := next((one for one in same if one.of_mesh), None))
        for other in same
        if other is not owner
    ]


def _problem(owner: Declared, other: Declared) -> Problem:
    _, kind, namespace, name = other.key
    mine = "this mesh" if owner.chart == other.chart else f'mesh "{owner.chart}"'
    return Problem(
        mesh=other.chart,
        path=name_of(other.item),
        code="name-taken",
        given=f'a second {kind} "{name}" in namespace "{namespace}", which {mine} has already',
        allowed="one object of a name, kind and namespace: of two the one that is applied later stays",
        fix="Give it another name."
        if other.of_mesh
        else f'To replace the mesh\'s, take it out first: node.try_remove_child("{owner.id}").',
    )
