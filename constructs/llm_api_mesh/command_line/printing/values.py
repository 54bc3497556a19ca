"""What a JSON Schema allows, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from llm_api_mesh.errors import listed, show

_WORDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "nothing",
    "number": "a number",
    "object": "a mapping",
    "string": "a text",
}
_LIMITS = {
    "minimum": "at least {:,}",
    "exclusiveMinimum": "more than {:,}",
    "maximum": "at most {:,}",
    "exclusiveMaximum": "less than {:,}",
    "minLength": "at least {:,} characters",
    "maxLength": "at most {:,} characters",
    "minItems": "at least {:,}",
    "maxItems": "at most {:,}",
}


def allowed(schema: Mapping[str, Any]) -> str:
    """Say which values a field takes."""
    if "const" in schema:
        return show(schema["const"])
    if "enum" in schema:
        return listed([show(one) for one in schema["enum"]])
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    members: Sequence[Mapping[str, Any]] = schema.get("oneOf") or schema.get("anyOf") or ()
    if members:
        return listed(_flat(members))
    kinds = schema.get("type", "object")
    if isinstance(kinds, list):
        return listed([_WORDS[kind] for kind in kinds])
    return _single(kinds, schema)


def _flat(members: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the words of alternatives, also of those within alternatives. "Nothing" comes last."""
    inner = [one for member in members for one in member.get("oneOf") or member.get("anyOf") or [member]]
    inner = [_without_names(one, inner) for one in inner]
    words = [allowed(one) for one in inner]
    return sorted(words, key=lambda word: word == _WORDS["null"])


def _without_names(one: Mapping[str, Any], others: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Leave out of a list's items the names of lists that are alternatives to the list itself."""
    items = [item for item in one.get("items", {}).get("anyOf", ()) if item not in others]
    return {**one, "items": items[0]} if len(items) == 1 else one


def _single(kind: str, schema: Mapping[str, Any]) -> str:
    word = _WORDS[kind]
    if kind == "array":
        word = f"a list of {_plural(allowed(schema.get('items', {})))}"
    elif kind == "object" and schema.get("additionalProperties"):
        word = f"a mapping from names to {_plural(allowed(schema['additionalProperties']))}"
    elif examples := schema.get("examples"):
        word = f"{word} such as {listed([show(one) for one in examples])}"
    if {"minimum", "maximum"} <= schema.keys():
        return f"{word} from {schema['minimum']:,} to {schema['maximum']:,}"
    return ", ".join([word, *(words.format(schema[name]) for name, words in _LIMITS.items() if name in schema)])


def _plural(words: str) -> str:
    """Return the items of a list in words."""
    many = {"a text": "texts", "a whole number": "whole numbers", "a number": "numbers", "a list": "lists"}
    one = next((one for one in many if words.startswith(one)), None)
    return many[one] + words.removeprefix(one) if one else words
