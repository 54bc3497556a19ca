"""The overlay that makes one specification of another one, both as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from llm_api_mesh.spec.base import KIND

Overlay = dict[str, Any]


def overlay(one: Mapping[str, Any], other: Mapping[str, Any]) -> Overlay:
    """Return the changes, removals and additions, as small as they can be."""
    removals: list[str] = []
    change, add = _between(one, other, "", removals)
    return {"change": change, "remove": removals, "add": add}


def _between(
    one: Mapping[str, Any], other: Mapping[str, Any], path: str, removals: list[str]
) -> tuple[Overlay, Overlay]:
    """Compare the fields of two objects of one kind."""
    change: Overlay = {}
    add: Overlay = {}
    removals += (f"{path}.{name}" if path else name for name in one if name not in other)
    for name, value in other.items():
        if name not in one:
            change[name] = value
        elif one[name] != value:
            changed, added = _of_value(one[name], value, f"{path}.{name}" if path else name, removals)
            change |= {name: changed[0]} if changed else {}
            add |= {name: added} if added else {}
    return change, add


def _of_value(one: Any, other: Any, path: str, removals: list[str]) -> tuple[list[Any], Any]:
    """Return the new value or the changes in it, if there are any, and the additions."""
    if isinstance(one, Mapping) and isinstance(other, Mapping) and one.get(KIND) == other.get(KIND):
        if KIND in one:
            change, add = _between(one, other, path, removals)
        else:
            change, add = _of_entries(one, other, path, removals)
        return [change] if change else [], add
    names, others = _names(one), _names(other)
    if names and others and [name for name in names if name in others] == others[: len({*names} & {*others})]:
        return _of_items(dict(zip(names, one, strict=True)), dict(zip(others, other, strict=True)), path, removals)
    return [other], None


def _of_entries(
    one: Mapping[str, Any], other: Mapping[str, Any], path: str, removals: list[str]
) -> tuple[Overlay, Overlay]:
    removals += (f"{path}[{name}]" for name in one if name not in other)
    change: Overlay = {}
    add = {name: value for name, value in other.items() if name not in one}
    for name in one:
        if name in other and one[name] != other[name]:
            changed, added = _of_value(one[name], other[name], f"{path}[{name}]", removals)
            change |= {name: changed[0]} if changed else {}
            add |= {name: added} if added else {}
    return change, add


def _of_items(
    one: Mapping[str, Any], other: Mapping[str, Any], path: str, removals: list[str]
) -> tuple[list[Any], Any]:
    """Compare lists that have common items in the same order, before all new ones."""
    gone = [f"{path}[{name}]" for name in one if name not in other]
    change: Overlay = {}
    inside: Overlay = {}
    for name in one:
        if name in other and one[name] != other[name]:
            changed, added = _of_value(one[name], other[name], f"{path}[{name}]", gone)
            change |= {name: changed[0]} if changed else {}
            inside |= {name: added} if added else {}
    new = [value for name, value in other.items() if name not in one]
    if new and inside:  # an overlay adds either items, or something within items
        return [list(other.values())], None
    removals += gone
    return [change] if change else [], inside or new


def _names(value: Any) -> list[str]:
    """Return the names of a list's items, if each has another one."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    names = [item.get("name") for item in value if isinstance(item, Mapping)]
    named = [name for name in names if isinstance(name, str)]
    return named if len(named) == len(value) == len({*named}) else []
