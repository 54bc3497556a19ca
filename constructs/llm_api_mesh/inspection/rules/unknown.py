"""Fields that Istio's definitions don't have: the API server drops them, or a strict client refuses the object."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules.fields import Object
from llm_api_mesh.nearest import nearest

_Fields = Mapping[str, Any]
_GROUPS = ("networking.istio.io", "security.istio.io")
_VERSIONS = ("v1", "v1beta1", "v1alpha3")
"""The versions of a kind have the same fields."""
_ANY = "*"


def find(item: Object) -> Iterator[Problem]:
    """Find them in the `spec` of an object, if its kind is known."""
    group, _, version = str(item.get("apiVersion")).partition("/")
    if group in _GROUPS and version in _VERSIONS and (fields := _table()[group].get(str(item.get("kind")))):
        yield from _in_value("spec", item.get("spec"), fields)


def _in_value(path: str, value: Any, fields: _Fields) -> Iterator[Problem]:
    if isinstance(value, list):
        for index, one in enumerate(value):
            yield from _in_value(f"{path}[{index}]", one, fields)
    elif isinstance(value, Mapping):
        free = _ANY in fields
        for name, one in value.items():
            if not free and name not in fields:
                yield _unknown(path, str(name), fields)
            elif inner := fields[_ANY if free else name]:
                yield from _in_value(f"{path}[{name}]" if free else f"{path}.{name}", one, inner)


def _unknown(path: str, name: str, fields: _Fields) -> Problem:
    near = nearest(name, fields, alike=0.7)
    return Problem(
        f"{path}.{name}", "field-unknown", name, ", ".join(sorted(fields)), f"Did you mean {near}?" if near else ""
    )


@cache
def _table() -> Mapping[str, Mapping[str, _Fields]]:
    """Return the fields by group and kind, which `make imports` takes from the definitions of the newest release.

    They include those of the older release. Another rule reports the fields that the older one doesn't have.
    """
    text = files("llm_api_mesh_crds").joinpath("istio_fields.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, _Fields]] = json.loads(text)
    return found
