"""`llm-api-mesh explain`."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterator
from typing import Annotated

import typer

from llm_api_mesh.command_line.fields import Field, Fields, UnknownFieldError, read_fields
from llm_api_mesh.command_line.printing.values import allowed

_WIDEST = 100
_NOTE = re.compile(r" (?=(?:Default|Becomes)(?:: |, ))")
_SENTENCE = re.compile(r"(?<=[.:]) (?=[A-Z`])")


def _completed(incomplete: str) -> list[str]:
    return read_fields().beginning_with(incomplete)


def explain(
    field: Annotated[
        str,
        typer.Argument(
            help="A type, or a field such as LlmApiMesh.backend.versions.weight. The path of a field in a message is "
            "right as it is.",
            autocompletion=_completed,
        ),
    ] = "LlmApiMesh",
) -> None:
    """Say what a field is and what it becomes.

    The texts are those of the reference. Each says which values are allowed, what happens without the field, and the
    Kubernetes or Istio field that it becomes.
    """
    fields = read_fields()
    try:
        lines = _type(fields, field) if fields.type(field) else _fields(fields, field)
        sys.stdout.write("\n".join(lines) + "\n")
    except UnknownFieldError as error:
        raise typer.BadParameter(str(error), param_hint="FIELD") from None


def _type(fields: Fields, name: str) -> Iterator[str]:
    """Describe a type, with the first sentence of each of its fields."""
    yield name
    whole = fields.type(name) or {}
    for paragraph in whole["description"].split("\n\n"):
        yield from _wrapped(paragraph)
    own = fields.of(name)
    if own:
        yield ""
        yield "Fields:"
    width = max((len(field.name) for field in own), default=0)
    for field in own:
        first = _SENTENCE.split(field.schema["description"])[0]
        required = " Required." if field.required else ""
        yield from _wrapped(f"{first}{required}", f"  {field.name:{width}}  ", " " * (width + 4))


def _fields(fields: Fields, path: str) -> Iterator[str]:
    """Describe the fields that a path can mean."""
    for number, field in enumerate(fields.find(path)):
        if number:
            yield ""
        yield ", ".join(f"{owner}.{field.name}" for owner in field.owners)
        yield from _wrapped(f"Allowed: {allowed(field.schema)}.{' Required.' if field.required else ''}")
        for note in _NOTE.split(field.schema["description"]):
            yield from _wrapped(note)
        yield from _inner(fields, field)


def _inner(fields: Fields, field: Field) -> Iterator[str]:
    """Name the fields of the types that a field takes."""
    for name in fields.types_of(field):
        names = ", ".join(one.name for one in fields.of(name))
        if names:
            yield from _wrapped(f"{name}: {names}")


def _wrapped(text: str, first: str = "  ", others: str = "  ") -> list[str]:
    width = min(_WIDEST, shutil.get_terminal_size((_WIDEST, 0)).columns) if sys.stdout.isatty() else _WIDEST
    return textwrap.wrap(
        text, width, initial_indent=first, subsequent_indent=others, break_long_words=False, break_on_hyphens=False
    )
