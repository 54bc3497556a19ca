"""Plain data from the structs of imported classes: the names of fields and values are those of the YAML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib.resources import files
from typing import Any

from cdk8s_plus_27 import k8s

Plain = Any
"""A mapping, a list, a text, a number or a truth value."""


def plain(value: Any) -> Plain:
    """Return a value of a struct as plain data, without fields that are None."""
    if isinstance(value, str | int | float):
        return value
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items() if item is not None}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, Enum):
        return _value(value)
    if isinstance(value, k8s.IntOrString):
        return _number(value)
    names = names_in_yaml(value.__class__)
    return {names[field]: plain(item) for field, item in value._values.items() if item is not None}  # noqa: SLF001


@cache
def _number(value: k8s.IntOrString) -> Plain:
    return value.value  # a call to Node.js


@cache
def _value(member: Enum) -> str:
    """Return the value of an enum's member. A member's own value is its name in JavaScript."""
    values = _table()["values"].get(_type(type(member)), {})
    return str(values.get(member.value, member.value))


@cache
def names_in_yaml(struct: type) -> Mapping[str, str]:
    """Return the names of a struct's fields in YAML by their names in Python."""
    differing = _table()["fields"].get(_type(struct), {})
    javascript: Mapping[str, str] = struct.__jsii_name_mapping__  # type: ignore[attr-defined]
    return {python: differing.get(name, name) for python, name in javascript.items()}


def _type(kind: type) -> str:
    return str(kind.__jsii_type__)  # type: ignore[attr-defined]


@cache
def _table() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the names that differ between JavaScript and YAML, which `make imports` writes beside the classes."""
    found: Mapping[str, Mapping[str, Mapping[str, str]]] = json.loads(
        files("llm_api_mesh_crds").joinpath("yaml_names.json").read_text(encoding="utf-8")
    )
    return found
