"""From a specification to plain data, which gives an equal specification when read.

Plain data are mappings, lists, strings and numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from llm_api_mesh.spec.base import KIND, Spec
from llm_api_mesh.spec.durations import istio_duration


def plain(value: Any) -> Any:
    """Return plain data for a specification, with its kind and the fields that its user has given, or for a value."""
    if isinstance(value, Spec):
        given = [name for name in type(value).model_fields if name in value.model_fields_set]
        return {KIND: type(value).__name__, **{name: plain(getattr(value, name)) for name in given}}
    if isinstance(value, timedelta):
        return istio_duration(value)
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [plain(one) for one in value]
    return value
