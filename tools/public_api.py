"""Write docs/public-api.txt: what programs import and scripts run, with types and defaults, one a line."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from importlib import import_module
from inspect import Parameter
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, ForwardRef, Literal, Union, get_args, get_origin, get_type_hints

import options
from typer.models import OptionInfo

import llm_api_mesh
from llm_api_mesh.command_line.app import COMMANDS, NAME
from llm_api_mesh.llm_api_mesh import BackendObjects
from llm_api_mesh.reading.schema import options_schema
from llm_api_mesh.spec.base import Spec

FILE = Path(__file__).parent.parent / "docs" / "public-api.txt"
_HEADER = """\
# The public names of llm_api_mesh with their keywords, types and defaults, and the commands with their arguments and
# options, one a line. `make api` writes this file. If a line goes or changes, or a keyword comes without a default,
# programs may break. See releasing.md.
"""
# What the pages name, and a program can't import from the package itself.
_OTHERS = {"BackendObjects": BackendObjects, "reading.schema.options_schema": options_schema}
_SPECS = {keywords.construct: keywords.spec for keywords in options.ALL}


def text() -> str:
    """Return the text of the file."""
    public = {name: getattr(llm_api_mesh, name) for name in llm_api_mesh.__all__} | _OTHERS
    found = [*(line for name, value in public.items() for line in lines(name, value)), *_commands()]
    return _HEADER + "".join(f"{line}\n" for line in found)


def lines(name: str, value: Any) -> Iterator[str]:
    """Yield the lines of a public name."""
    if get_origin(value) is Literal:
        yield from (f"{name}: {one}" for one in get_args(value))
    elif isinstance(value, tuple):
        yield from (f"{name}: {one!r}" for one in value)
    elif isinstance(value, Mapping):
        yield from (f"{name}: {key!r}: {one!r}" for key, one in value.items())
    elif isinstance(value, type):
        yield from _class(name, value)
    else:
        yield f"{name}{_call(value)}"


def type_text(annotation: Any) -> str:
    """Write a type as in a program, without the rules in its annotations."""
    if get_origin(annotation) is not None:
        return _composed(annotation)
    if isinstance(annotation, ForwardRef):
        return annotation.__forward_arg__
    if annotation in {NoneType, None}:
        return "None"
    return annotation.__name__ if isinstance(annotation, type) else str(annotation)


def _composed(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return type_text(arguments[0])
    if origin in {Union, UnionType}:
        return " | ".join(map(type_text, arguments))
    if origin is Literal:
        return f"Literal[{', '.join(map(repr, arguments))}]"
    inner = ("..." if one is Ellipsis else type_text(one) for one in arguments)
    return f"{type_text(origin)}[{', '.join(inner)}]"


def _commands() -> Iterator[str]:
    for name in COMMANDS:
        command = getattr(import_module(f"llm_api_mesh.command_line.{name}"), name)
        yield f"{NAME} {name}"
        hints = get_type_hints(command, include_extras=True)
        for parameter in inspect.signature(command).parameters.values():
            _, told = get_args(hints[parameter.name])
            # Typer takes the first name of an option for its default.
            called = [one for one in (told.default, *(told.param_decls or ())) if isinstance(one, str)]
            option = " ".join(called or [f"--{parameter.name.replace('_', '-')}"])
            shown = option if isinstance(told, OptionInfo) else f"[{parameter.name}]"
            value = str(parameter.default) if isinstance(parameter.default, Path) else parameter.default
            default = "" if parameter.default is Parameter.empty else f" = {value!r}"
            yield f"{NAME} {name} {shown}: {type_text(hints[parameter.name])}{default}"


def _class(name: str, kind: type) -> Iterator[str]:
    if name in _SPECS:
        yield f"{name}(scope: Construct)"
        yield from (line.replace(f"{name}(name:", f"{name}(id:") for line in _constructor(name, _SPECS[name]))
    elif not issubclass(kind, tuple):
        yield from _constructor(name, kind)
    if not issubclass(kind, Spec):
        yield from _attributes(name, kind)


def _constructor(name: str, kind: type) -> Iterator[str]:
    # jsii's metaclass has a signature of its own.
    signature = inspect.signature(kind if issubclass(kind, Spec) else vars(kind)["__init__"])
    shown = [one for one in signature.parameters.values() if one.name != "self" and one.annotation != "Never"]
    yield from (f"{name}({_parameter(one)})" for one in shown)
    if not shown:
        yield f"{name}()"


def _attributes(name: str, kind: type) -> Iterator[str]:
    fields = {} if is_dataclass(kind) else vars(kind).get("__annotations__", {})
    yield from (f"{name}.{one}: {type_text(annotation)}" for one, annotation in fields.items() if one[0] != "_")
    for one, value in vars(kind).items():
        if one[0] != "_" and isinstance(value, property):
            yield f"{name}.{one}: {type_text(inspect.signature(value.fget).return_annotation)}"  # type: ignore[arg-type]
        elif one[0] != "_" and inspect.isfunction(value):
            yield f"{name}.{one}{_call(value)}"


def _call(function: Any) -> str:
    signature = inspect.signature(function)
    shown = [_parameter(one) for one in signature.parameters.values() if one.name != "self"]
    return f"({', '.join(shown)}) -> {type_text(signature.return_annotation)}"


def _parameter(parameter: Parameter) -> str:
    star = "*" if parameter.kind is Parameter.VAR_POSITIONAL else ""
    value = dict(parameter.default) if isinstance(parameter.default, Mapping) else parameter.default
    default = "" if parameter.default is Parameter.empty else f" = {value!r}"
    return f"{star}{parameter.name}: {type_text(parameter.annotation)}{default}"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    sys.exit(0)
