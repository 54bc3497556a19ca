"""The fields of the specification, read from the JSON Schema of files, which has the docstrings of all types.

So a field is found without the specification's own types, whose import takes longer than all the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm_api_mesh.command_line.packaged import SCHEMA, packaged
from llm_api_mesh.errors import listed
from llm_api_mesh.nearest import nearest

Schema = Mapping[str, Any]

_KIND = "kind"
_REF = "#/$defs/"
_OF_OVERLAYS = ("Changes", "Additions")
_ALL = "llm-api-mesh explain"
_ITEM = re.compile(r"\[[^\]]*\]")


class UnknownFieldError(Exception):
    """There is no such type or field. The text names the nearest one."""


@dataclass(frozen=True)
class Field:
    """A field of one or several types that have it alike."""

    owners: tuple[str, ...]
    name: str
    schema: Schema
    required: bool

    @property
    def types(self) -> list[str]:
        """The types that the field takes."""
        return list(dict.fromkeys(_types_in(self.schema)))


class Fields:
    """All types and their fields."""

    def __init__(self, schema: Schema) -> None:
        types: Mapping[str, Schema] = schema["$defs"]
        # What an overlay changes or adds has the fields of the type that it changes.
        self._types = {name: one for name, one in types.items() if not name.endswith(_OF_OVERLAYS)}
        self.roots: tuple[str, ...] = tuple(one["$ref"].removeprefix(_REF) for one in schema["oneOf"])
        """What a document of a file can be."""

    def type(self, name: str) -> Schema | None:
        """Return the schema of a type."""
        return self._types.get(name)

    def of(self, owner: str) -> list[Field]:
        """Return the fields of a type."""
        whole = self._types[owner]
        return [
            Field((owner,), name, one, name in whole.get("required", ()))
            for name, one in whole["properties"].items()
            if not (name == _KIND and "const" in one)
        ]

    def types_of(self, *fields: Field) -> list[str]:
        """Return the types that fields take."""
        return [name for name in dict.fromkeys(name for field in fields for name in field.types) if name in self._types]

    def find(self, path: str) -> list[Field]:
        """Follow a path such as `LlmApiMesh.backend.versions.weight`, or `backend.versions[v2].weight` of a message.

        A path that begins with neither a type nor a field of a document, such as `weight`, begins in any type.

        Returns:
            The fields that the path can mean: several if types that a field takes have different ones of this name.

        Raises:
            UnknownFieldError: There is no such field.
        """
        first, *steps = _ITEM.sub("", path).split(".")
        owners, here = [first], first
        found: list[Field] = []
        if first not in self._types:
            found = self._named(first)
            owners, here = self.types_of(*found), first
        for step in steps:
            inner = [field for owner in owners for field in self.of(owner)]
            found = [field for field in inner if field.name == step]
            if not found:
                raise UnknownFieldError(_unknown(step, here, [field.name for field in inner]))
            owners, here = self.types_of(*found), step
        return _joined(found)

    def _named(self, name: str) -> list[Field]:
        """Return the fields of documents with a name; if there are none, those of all types."""
        everywhere = [field for owner in self._types for field in self.of(owner) if field.name == name]
        found = [field for field in everywhere if field.owners[0] in self.roots] or everywhere
        if not found:
            names = [*self._types, *(field.name for owner in self._types for field in self.of(owner))]
            near = nearest(name, names)
            fix = f"Did you mean {near}?" if near else f"{_ALL} has those of an API, and {_ALL} LlmGateway others."
            raise UnknownFieldError(f"There is no type and no field {name}. {fix}")
        return found

    def beginning_with(self, incomplete: str) -> list[str]:
        """Return the paths that a shell can complete."""
        before, dot, begun = incomplete.rpartition(".")
        if not dot:
            names = [*self._types, *(field.name for root in self.roots for field in self.of(root))]
            return [name for name in dict.fromkeys(names) if name.startswith(begun)]
        try:
            found = self.find(before)
        except UnknownFieldError:
            return []
        owners = [before] if before in self._types else self.types_of(*found)
        names = [field.name for owner in owners for field in self.of(owner)]
        return [f"{before}.{name}" for name in dict.fromkeys(names) if name.startswith(begun)]


def read_fields() -> Fields:
    """Read the fields of this release."""
    return Fields(json.loads(packaged(SCHEMA).read_text(encoding="utf-8")))


def _unknown(step: str, here: str, names: Sequence[str]) -> str:
    """Say that there is no such field, and which one is meant."""
    if not names:
        return f"There is no field {step} in {here}, which has no fields."
    near = nearest(step, names)
    fix = f"Did you mean {near}?" if near else f"There are {listed(sorted(set(names)), 'and')}."
    return f"There is no field {step} in {here}. {fix}"


def _types_in(schema: Any) -> Iterator[str]:
    """Yield the types to which a schema refers."""
    if isinstance(schema, Mapping):
        if "$ref" in schema:
            yield str(schema["$ref"]).removeprefix(_REF)
        for name, one in schema.items():
            if name != "default":
                yield from _types_in(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from _types_in(one)


def _joined(fields: Sequence[Field]) -> list[Field]:
    """Join the fields that differ in their owners only."""
    found: list[Field] = []
    for field in fields:
        same = next((index for index, one in enumerate(found) if _alike(one, field)), None)
        if same is None:
            found.append(field)
        else:
            found[same] = Field((*found[same].owners, *field.owners), field.name, field.schema, field.required)
    return found


def _alike(one: Field, other: Field) -> bool:
    return one.schema == other.schema and one.required == other.required
