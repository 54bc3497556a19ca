"""The form of a value: an object, a list or a mapping, and by which names the items of a list are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from llm_api_mesh.reading.places import container, kinds_in
from llm_api_mesh.spec.base import KIND, Faulty, Spec


def kind_of(value: object, annotation: Any) -> type[Spec] | None:
    """Return the type of an object, which plain data names if the field takes several; None: it is no object."""
    if isinstance(value, Spec):
        return type(value)
    if isinstance(value, Faulty):
        return value.kind
    if not isinstance(value, Mapping) or container(annotation)[0]:
        return None
    kinds = list(kinds_in(annotation))
    named = [kind for kind in kinds if kind.__name__ == value.get(KIND)]
    return next(iter(named if KIND in value else kinds if len(kinds) == 1 else []), None)


def fields_of(value: object) -> dict[str, Any]:
    """Return the fields of an object that its user has given."""
    if isinstance(value, Spec):
        return {name: getattr(value, name) for name in type(value).model_fields if name in value.model_fields_set}
    given = value.given if isinstance(value, Faulty) else value
    return {str(name): one for name, one in given.items()} if isinstance(given, Mapping) else {}


def with_fields(value: object, fields: Mapping[str, Any]) -> Any:
    """Return an object like the given one, of the same type or plain data, with these fields."""
    if isinstance(value, Spec):
        return type(value)(**fields)
    return value.kind(**fields) if isinstance(value, Faulty) else dict(fields)


def is_list(value: object) -> bool:
    """Return whether a value is a list."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)


def name_of(item: object) -> str | None:
    """Return the name of a list's item, which paths have in place of its index."""
    name = fields_of(item).get("name")
    return name if isinstance(name, str) and name else None


def label_of(item: object, annotation: Any) -> str | None:
    """Return the text by which an overlay names an item: its name, its first required field, or the item itself."""
    if isinstance(item, str):
        return item
    kind = kind_of(item, annotation)
    fields = fields_of(item)
    required = (name for name, field in kind.model_fields.items() if field.is_required()) if kind else ()
    texts = (fields.get(name) for name in ("name", *required))
    return next((text for text in texts if isinstance(text, str)), None)
