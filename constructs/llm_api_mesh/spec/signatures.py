"""Signatures of specification types for `help` and `inspect`, without the rules in the annotations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import reduce
from inspect import Parameter, Signature
from operator import or_
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Union, get_args, get_origin

if TYPE_CHECKING:
    from pydantic import BaseModel


def bare(annotation: Any) -> Any:
    """Remove what `Annotated` adds to a type, at every level."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return bare(arguments[0])
    if origin in {Union, UnionType}:
        return reduce(or_, map(bare, arguments))
    if origin is None or not any(isinstance(one, type) or get_origin(one) for one in arguments):
        return annotation
    return origin[tuple(map(bare, arguments))]


def readable_signature(kind: type[BaseModel]) -> Signature:
    """Return the signature of a model: its fields as keywords."""
    return Signature(
        [
            Parameter(
                name,
                Parameter.KEYWORD_ONLY,
                annotation=bare(field.annotation),
                default=Parameter.empty if field.is_required() else _as_written(field.default),
            )
            for name, field in kind.model_fields.items()
        ]
    )


def _as_written(default: object) -> object:
    """Return an empty mapping as users write it."""
    return default or {} if isinstance(default, Mapping) else default
