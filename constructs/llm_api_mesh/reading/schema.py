"""JSON Schemas (draft 2020-12) of specifications as plain data, and of the keywords of `LlmApiMesh`.

A schema describes each value by itself. Rules across fields are checks, which run only when an API is read.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from llm_api_mesh.reading.docs import field_docs, one_line
from llm_api_mesh.reading.places import kinds_in
from llm_api_mesh.reading.plain import plain
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import KIND, Rule, Spec
from llm_api_mesh.spec.durations import PATTERN
from llm_api_mesh.spec.named_values import Named

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def options_schema() -> Schema:
    """Return the schema of all keywords but `scope` and `id`."""
    whole = object_schema(ApiSpec, leave_out=("name",))
    del whole["properties"][KIND]
    return {
        "$schema": DRAFT,
        **whole,
        "title": "LlmApiMesh",
        "$defs": definitions(ApiSpec),
    }


def definitions(*roots: type[Spec]) -> Schema:
    """Return the schemas of all types that the fields of the roots can hold."""
    types = {kind for root in roots for kind in types_in(root)}
    return {kind.__name__: object_schema(kind) for kind in sorted(types, key=lambda kind: kind.__name__)}


def types_in(kind: type[Spec]) -> set[type[Spec]]:
    """Find all types that the fields of a type can hold, at any depth."""
    found: set[type[Spec]] = set()
    waiting = [kind]
    while waiting:
        for field in waiting.pop().model_fields.values():
            new = set(kinds_in(field.annotation)) - found
            found |= new
            waiting += new
    return found


def object_schema(kind: type[Spec], leave_out: Sequence[str] = ()) -> Schema:
    """Return the schema of a type, without some of its fields."""
    fields = {name: field for name, field in kind.model_fields.items() if name not in leave_out}
    docs = field_docs(kind)
    return {
        "title": kind.__name__,
        "description": "\n\n".join(map(one_line, (kind.__doc__ or "").split("\n\n"))),
        "type": "object",
        "properties": {
            KIND: {"const": kind.__name__},
            **{name: _field(name, field, docs[name]) for name, field in fields.items()},
        },
        "required": [name for name in _required(kind) if name in fields],
        "additionalProperties": False,
    }


def _field(name: str, field: FieldInfo, docs: str) -> Schema:
    schema = {"title": name.replace("_", " ").capitalize(), "description": docs}
    schema |= _with_rules(type_schema(field.annotation), field.metadata)
    if not field.is_required() and field.default is not None:
        schema["default"] = plain(field.default)
    return schema


def type_schema(annotation: Any) -> Schema:
    """Return the schema of what an annotation allows."""
    if annotation is Any:
        return {}
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _with_rules(type_schema(arguments[0]), arguments[1:])
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in {Union, UnionType}:
        return _union(arguments)
    return _collection(origin, arguments[-1]) if origin else _single(annotation)


def _collection(origin: type, item: Any) -> Schema:
    if issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": type_schema(item)}
    return {"type": "array", "items": type_schema(item)}


def _single(annotation: type) -> Schema:
    if annotation is timedelta:
        return {"type": "string", "pattern": f"^({PATTERN})$", "examples": ["20s", "1m30s", "500ms"]}
    if annotation in _TYPES:
        return {"type": _TYPES[annotation]}
    return {"$ref": f"#/$defs/{annotation.__name__}"}


def _union(members: Sequence[Any]) -> Schema:
    found = [type_schema(member) for member in members]
    # With all required fields, because some readers of schemas take `required` from here instead of the referred type.
    objects = [
        {**one, "required": [KIND, *_required(next(kinds_in(member)))]}
        for one, member in zip(found, members, strict=True)
        if "$ref" in one
    ]
    others = [one for one in found if "$ref" not in one]
    if len(objects) > 1:
        others.insert(0, {"oneOf": objects, "discriminator": {"propertyName": KIND}})
    elif objects:
        others.insert(0, *[one for one in found if "$ref" in one])
    if len(others) == 1:
        return others[0]
    if all(one.keys() == {"type"} for one in others):
        return {"type": [one["type"] for one in others]}
    return {"anyOf": others}


def _required(kind: type[Spec]) -> list[str]:
    return [name for name, field in kind.model_fields.items() if field.is_required()]


def _with_rules(schema: Schema, metadata: Sequence[object]) -> Schema:
    for rule in metadata:
        if isinstance(rule, Rule):
            schema = {**schema, **_anchored(rule.json_schema)}
        elif isinstance(rule, Named):
            schema = _or_named(schema, rule)
    return schema


def _or_named(schema: Schema, named: Named) -> Schema:
    """Return the schema of a list or a mapping that may be written by its name."""
    names = {"enum": list(named.values)}
    items = {"items": {"anyOf": [schema["items"], names]}} if named.among_items else {}
    return {"anyOf": [{**schema, **items}, names]}


def _anchored(keywords: Mapping[str, Any]) -> Schema:
    """Anchor the patterns: rules match the whole text, whereas patterns of JSON Schema match anywhere in it."""
    return {
        name: f"^({value})$" if name == "pattern" else _anchored(value) if isinstance(value, Mapping) else value
        for name, value in keywords.items()
    }
