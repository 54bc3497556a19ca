"""The fields of an object whose types are known, because `shapes` has checked them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any


def mapping(value: Any, *path: str) -> Mapping[str, Any]:
    """The mapping at a path; empty if there is none."""
    found = at(value, *path)
    return found if isinstance(found, Mapping) else {}


def items(value: Any, *path: str) -> list[Mapping[str, Any]]:
    """The mappings of the list at a path."""
    return [one for one in _list(value, *path) if isinstance(one, Mapping)]


def texts(value: Any, *path: str) -> list[str]:
    """The values of the list at a path, as text."""
    return [str(one) for one in _list(value, *path)]


def text(value: Any, *path: str) -> str:
    """The value at a path as text; empty if there is none."""
    found = at(value, *path)
    return "" if found is None else str(found)


def at(value: Any, *path: str) -> Any:
    """The value at a path through mappings, or None."""
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def everything_named(value: Any, name: str) -> Iterator[Any]:
    """Every value with a name, at any depth."""
    if isinstance(value, Mapping):
        for key, one in value.items():
            if key == name:
                yield one
            yield from everything_named(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from everything_named(one, name)


def _list(value: Any, *path: str) -> list[Any]:
    found = at(value, *path)
    return found if isinstance(found, list) else []
