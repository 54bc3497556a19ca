"""Single values of a plan as short text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import timedelta

from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.durations import istio_duration

_EMPTY: tuple[object, ...] = (None, "", (), {})


def text(value: object) -> str:
    """Write a value on one line; of a specification or dataclass, only the fields that are set."""
    if value is None or isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, timedelta):
        return istio_duration(value)
    if isinstance(value, Mapping):
        return ",".join(f"{name}={text(one)}" for name, one in value.items())
    if isinstance(value, tuple | list):
        return ",".join(map(text, value))
    if isinstance(value, Spec) or is_dataclass(value):
        return f"{type(value).__name__}({', '.join(f'{name}={text(one)}' for name, one in set_fields(value).items())})"
    return f"{value:g}" if isinstance(value, float) else str(value)


def set_fields(value: object) -> dict[str, str | int]:
    """Return the fields of a specification or dataclass that are set, as numbers or text."""
    found = ((name, getattr(value, name), default) for name, default in _defaults(value))
    return {
        name: one if isinstance(one, int) else text(one)
        for name, one, default in found
        if one not in _EMPTY and (one is not False or default is True)
    }


def _defaults(value: object) -> Iterator[tuple[str, object]]:
    if isinstance(value, Spec):
        yield from ((name, field.default) for name, field in type(value).model_fields.items())
    elif is_dataclass(value):
        yield from ((field.name, field.default) for field in fields(value))
