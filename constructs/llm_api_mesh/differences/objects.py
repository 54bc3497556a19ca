"""The objects of two folders: which were added, removed or changed, and by which fields."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from llm_api_mesh.access_tables.manifests import Manifest, Manifests
from llm_api_mesh.differences.alignment import aligned

Kind = Literal["added", "removed", "changed"]


@dataclass(frozen=True, order=True)
class FieldChange:
    """A field of an object."""

    path: str
    """Such as `spec.http[llm/ai/chat/primary].timeout`: items of lists by their names, or by their places from 0."""
    old: str | None
    """The value as JSON, or the lines of a longer text that are gone; None: there is none."""
    new: str | None


@dataclass(frozen=True, order=True)
class ObjectChange:
    """An object that differs."""

    ref: str
    """Kind, namespace and name."""
    kind: Kind
    fields: tuple[FieldChange, ...] = ()
    """The fields that differ, if it was changed."""


def compare_objects(old: Manifests, new: Manifests) -> tuple[ObjectChange, ...]:
    """The objects that differ, by kind, namespace and name."""
    before, after = ({one: one for one in some.everything} for some in (old, new))
    found = []
    for one in sorted(before.keys() | after.keys()):
        if one not in before:
            found.append(ObjectChange(one.ref, "added"))
        elif one not in after:
            found.append(ObjectChange(one.ref, "removed"))
        elif fields := _changed(before[one], after[one]):
            found.append(ObjectChange(one.ref, "changed", fields))
    return tuple(found)


def _changed(old: Manifest, new: Manifest) -> tuple[FieldChange, ...]:
    return () if _json(old.whole) == _json(new.whole) else tuple(_fields("", old.whole, new.whole))


def _fields(path: str, old: Any, new: Any) -> Iterator[FieldChange]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _entries({name: f"{path}.{name}" if path else name for name in old.keys() | new.keys()}, old, new)
    elif isinstance(old, list) and isinstance(new, list):
        yield from _items(path, old, new)
    elif _json(old) != _json(new):
        both_texts = isinstance(old, str) and isinstance(new, str)
        yield (
            _lines(path, old, new)
            if both_texts and "\n" in f"{old}{new}"
            else FieldChange(path, _json(old), _json(new))
        )


def _entries(paths: Mapping[str, str], old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    """The differences of the entries with these names and paths."""
    for name, path in sorted(paths.items()):
        if name in old and name in new:
            yield from _fields(path, old[name], new[name])
        else:
            yield FieldChange(path, *(_json(one[name]) if name in one else None for one in (old, new)))


def _items(path: str, old: list[Any], new: list[Any]) -> Iterator[FieldChange]:
    names = [_names(some) for some in (old, new)]
    if names[0] and names[1]:
        yield from _named(path, dict(zip(names[0], old, strict=True)), dict(zip(names[1], new, strict=True)))
        return
    texts = [[_json(one) for one in some] for some in (old, new)]
    if sorted(texts[0]) == sorted(texts[1]):
        if texts[0] != texts[1]:
            yield FieldChange(f"{path} (order)", *(", ".join(some) for some in texts))
        return
    for before, after in aligned(*texts):
        if before is None or after is None:
            place = after if before is None else before
            yield FieldChange(
                f"{path}[{place}]",
                None if before is None else texts[0][before],
                None if after is None else texts[1][after],
            )
        else:
            yield from _fields(f"{path}[{after}]", old[before], new[after])


def _named(path: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[FieldChange]:
    yield from _entries({name: f"{path}[{name}]" for name in old.keys() | new.keys()}, old, new)
    orders = [[name for name in some if name in old and name in new] for some in (old, new)]
    if orders[0] != orders[1]:
        yield FieldChange(f"{path} (order)", *(", ".join(some) for some in orders))


def _names(some: Sequence[Any]) -> list[str]:
    """The names of all items; empty if one has none, or two have the same."""
    found = [one["name"] for one in some if isinstance(one, Mapping) and isinstance(one.get("name"), str)]
    return found if len(set(found)) == len(some) else []


def _lines(path: str, old: str, new: str) -> FieldChange:
    """The lines that differ in two longer texts."""
    lines = [one.splitlines() for one in (old, new)]
    pairs = [
        (before, after)
        for before, after in aligned(*lines)
        if before is None or after is None or lines[0][before] != lines[1][after]
    ]
    gone = [lines[0][before] for before, _ in pairs if before is not None]
    added = [lines[1][after] for _, after in pairs if after is not None]
    return FieldChange(path, "\n".join(gone) if gone else None, "\n".join(added) if added else None)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
