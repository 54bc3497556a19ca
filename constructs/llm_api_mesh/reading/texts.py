"""All texts that a user has written into a specification, each with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm_api_mesh.secret_shapes import HEADERS, PARAMETERS
from llm_api_mesh.spec.base import Faulty, Spec


@dataclass(frozen=True)
class WrittenText:
    """A text, and the field that has it."""

    path: str
    text: str
    of_key: bool = False
    """Whether it is the value of a header or a parameter that has keys."""


def written_texts(given: Mapping[str, Any]) -> Iterator[WrittenText]:
    """Find the texts in the keywords of a construct, and in the names of its mappings."""
    for name, value in given.items():
        yield from _find(str(name), str(name), value)


def _find(path: str, field: str, value: object) -> Iterator[WrittenText]:
    if isinstance(value, str):
        yield WrittenText(path, value)
    elif isinstance(value, Spec | Faulty):
        for name, one in _fields(value).items():
            yield from _find(f"{path}.{name}", name, one)
    elif isinstance(value, Mapping):
        for name, one in value.items():
            yield from _in_mapping(path, field, name, one)
    elif isinstance(value, Sequence) and not isinstance(value, bytes):
        for index, one in enumerate(value):
            given = _fields(one).get("name")
            yield from _find(f"{path}[{given if isinstance(given, str) and given else index}]", field, one)


def _in_mapping(path: str, field: str, name: object, value: object) -> Iterator[WrittenText]:
    """Look at an entry of a field such as `headers`, whose path is the field's, or at a field of plain data."""
    of_keys = {"headers": HEADERS, "query": PARAMETERS}.get(field)
    if isinstance(name, str):
        yield WrittenText(path, name)
    if of_keys and isinstance(value, str) and value and str(name).lower() in of_keys:
        yield WrittenText(path, value, of_key=True)
    elif of_keys or field in {"labels", "selector"}:
        yield from _find(path, field, value)
    elif field == "providers":
        yield from _find(f"{path}[{name}]", str(name), value)
    else:
        yield from _find(f"{path}.{name}", str(name), value)


def _fields(value: object) -> Mapping[str, Any]:
    if isinstance(value, Faulty):
        return value.given
    if isinstance(value, Spec):
        return {name: getattr(value, name) for name in value.model_fields_set}
    return value if isinstance(value, Mapping) else {}
