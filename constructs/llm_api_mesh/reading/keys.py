"""Keys that somebody has written into a specification, which would stand in the YAML for all to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from llm_api_mesh.errors import Problem
from llm_api_mesh.secret_shapes import HEADERS, HIDDEN, PARAMETERS, hide, is_key, keys_in
from llm_api_mesh.spec.base import Faulty, Spec

_SHORTEST = 4  # shorter texts are no keys, and would be hidden in the middle of other words


@dataclass(frozen=True)
class WrittenKey:
    """A key, and the field that has it."""

    path: str
    text: str
    header: bool = False
    """Whether it is the value of a header or a parameter that has keys."""

    @property
    def problem(self) -> Problem:
        """Why the key is refused."""
        allowed = "a text without a key, because everybody who can read the YAML would have it"
        fix = "Leave the value empty, which matches any value." if self.header else "Put keys into Secrets."
        return Problem(self.path, "key-source", "a key, which isn't shown", allowed, fix)


def written_keys(given: Mapping[str, Any]) -> list[WrittenKey]:
    """Find the keys in the keywords of an API."""
    return [key for name, value in given.items() for key in _find(str(name), str(name), value)]


def without_keys(problem: Problem, keys: Sequence[WrittenKey]) -> Problem:
    """Hide in a problem the keys, and all that may be one."""
    texts = (problem.mesh, problem.path, problem.given, problem.allowed, problem.fix)
    mesh, path, given, allowed, fix = (_hidden(text, keys) for text in texts)
    return replace(problem, mesh=mesh, path=path, given=given, allowed=allowed, fix=fix)


def _hidden(text: str, keys: Sequence[WrittenKey]) -> str:
    for key in keys:
        for written in (key.text, *keys_in(key.text)):
            if len(written) >= _SHORTEST:
                text = text.replace(written, HIDDEN)
    return hide(text)


def _find(path: str, field: str, value: object) -> Iterator[WrittenKey]:
    if isinstance(value, str):
        if is_key(value):
            yield WrittenKey(path, value)
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


def _in_mapping(path: str, field: str, name: object, value: object) -> Iterator[WrittenKey]:
    """Look at an entry of a field such as `headers`, whose path is the field's, or at a field of plain data."""
    texts = {"headers": HEADERS, "query": PARAMETERS}.get(field)
    if isinstance(name, str) and is_key(name):
        yield WrittenKey(path, name)
    if texts and isinstance(value, str) and value and str(name).lower() in texts:
        yield WrittenKey(path, value, header=True)
    elif texts or field in {"labels", "selector"}:
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
