"""The place of a problem: from pydantic's location to the field's path, and the type that the field belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import KIND, Faulty, Spec

Container = Literal["list", "mapping", ""]


@dataclass(frozen=True)
class Place:
    """A field that pydantic has found a problem in."""

    path: str
    """The field, starting at the API's keywords, with names instead of indexes."""
    field: str
    """The last step of the path."""
    owner: type[Spec] | None
    """The type that the field belongs to. None for the key of a mapping such as `headers`."""
    kinds: tuple[type[Spec], ...]
    """The types that the field takes."""
    plain: bool
    """Whether the field is part of plain data, so that a correction is plain data, too."""


def find(
    given: Mapping[str, Any], location: Sequence[int | str], root: type[Spec] = ApiSpec, *, plain: bool = False
) -> Place:
    """Follow a location of pydantic, in which the tags of unions are steps, through the keywords of `root`.

    With `plain`, the keywords themselves are plain data, as in a file.
    """
    path = ""
    field = ""
    named = False  # whether the value is a mapping from names to objects
    value: object = Faulty(root, dict(given), None)  # type: ignore[arg-type]
    owners: tuple[type[Spec], ...] = ()
    kinds: tuple[type[Spec], ...] = (root,)
    for step in location:
        if named:
            named = False
            path += f"[{step}]" if step != "[key]" else ""
            value, field = _step(value, step), str(step)
            continue
        if _is_tag(value, step):
            kinds = tuple(kind for kind in kinds if kind.__name__ == step)
            continue
        plain = plain or isinstance(value, Mapping)
        value = _step(value, step)
        field = str(step)
        if isinstance(step, int):
            name = _step(value, "name")
            path += f"[{name if isinstance(name, str) and name else step}]"
        elif step != "[key]":  # pydantic's mark for the key of a mapping, not its value
            path += f".{step}" if path else step
            owners, kinds = kinds, _kinds_of_field(kinds, step)
            named = bool(kinds) and isinstance(value, Mapping) and _is_mapping(owners, step)
    owner = owners[0] if len(owners) == 1 else None
    return Place(path, field, owner, kinds, plain)


def _is_tag(value: object, step: int | str) -> bool:
    if isinstance(value, Faulty):
        return step == value.kind.__name__ and step not in value.given
    if isinstance(value, Mapping):
        return step not in value and step == value.get(KIND)
    return isinstance(value, Spec) and step == type(value).__name__


def _step(value: object, step: int | str) -> object:
    if isinstance(value, Faulty):
        return value.given.get(str(step))
    if isinstance(value, Spec):
        return getattr(value, str(step), None)
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, Sequence) and isinstance(step, int):
        return value[step]
    return None


def _is_mapping(owners: Sequence[type[Spec]], field: str) -> bool:
    return len(owners) == 1 and "Mapping[" in str(owners[0].model_fields[field].annotation)


def _kinds_of_field(owners: Sequence[type[Spec]], field: str) -> tuple[type[Spec], ...]:
    if len(owners) != 1 or field not in owners[0].model_fields:
        return ()
    return tuple(kinds_in(owners[0].model_fields[field].annotation))


def kinds_in(annotation: Any) -> Iterator[type[Spec]]:
    """Yield the specification types that an annotation holds."""
    if isinstance(annotation, type) and issubclass(annotation, Spec):
        yield annotation
    for inner in get_args(annotation):
        yield from kinds_in(inner)


def container(annotation: Any) -> tuple[Container, Any]:
    """Return whether a field takes a list or a mapping of names, and the annotation of what is in it."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return container(arguments[0])
    if origin in {Union, UnionType}:
        return next((one for one in map(container, arguments) if one[0]), ("", annotation))
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "mapping", arguments[-1]
    if isinstance(origin, type) and issubclass(origin, Sequence):
        return "list", arguments[-1]
    return "", annotation
