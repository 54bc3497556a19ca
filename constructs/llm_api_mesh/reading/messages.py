"""From an error of pydantic to a problem: the given value, the allowed values, and the correction."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, get_args, get_origin

from llm_api_mesh.errors import NOTHING, Code, Problem, listed, show
from llm_api_mesh.reading import suggestions
from llm_api_mesh.reading.places import Place
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import KIND
from llm_api_mesh.spec.durations import ALLOWED as DURATION
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# In a program, their name is the id of the construct.
_CONSTRUCTS = (LlmGatewaySpec, ApiSpec)
_CODES: frozenset[str] = frozenset(get_args(Code))
_A_LIST = frozenset({"is_instance_of", "list_type", "sequence_str"})
_A_MAPPING = frozenset({"dict_type", "mapping_type"})
_ALLOWED = {
    "bool_type": "True or False",
    "float_type": "a number",
    "int_type": "a whole number",
    "invalid_key": "a string as the name of a field",
    "string_type": "a string",
    "time_delta_type": DURATION,
}
_REQUIRED: Mapping[object, str] = {int: "a whole number", str: "a string", timedelta: DURATION}
_PLACE_OF_KEY = 'Write KeyFromFile(path="...").'
_LABELS = '{"app": "chat"}'
_MAPPINGS = {
    "distribution": '{"eu/a/*": {"eu/a/*": 80, "eu/b/*": 20}}',
    "failover": '{"eu": "us"}',
    "headers": '{"x-llm-version": "v2"}',
    "hosts": '{"ai": ["chat.example.com"]}',
    "pool_users": '{"research": ["ai"]}',
    "providers": '{"openai": GatewayProvider(...)}',
    "query": '{"channel": "beta"}',
    "service_account_annotations": '{"eks.amazonaws.com/role-arn": "arn:aws:iam::123456789012:role/llm"}',
    "service_annotations": '{"service.beta.kubernetes.io/aws-load-balancer-scheme": "internal"}',
}


def describe(place: Place, error: ErrorDetails) -> Problem:
    """Translate an error of pydantic in the field at `place`."""
    problem = _describe(place, error)
    if place.owner and place.field in place.owner.private and problem.given != NOTHING and problem.code == "type-wrong":
        fix = suggestions.in_form(_PLACE_OF_KEY, plain=place.plain) if place.kinds else ""
        return replace(problem, given="a value that isn't shown, because it may be a key", fix=problem.fix or fix)
    return problem


def _describe(place: Place, error: ErrorDetails) -> Problem:
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    if kind in _CODES and (context["given"] or not (kind == "type-wrong" and place.kinds)):
        code: Code = kind  # type: ignore[assignment]
        fix = suggestions.in_form(context["fix"], plain=place.plain)
        return Problem(place.path, code, context["given"] or show(value), context["allowed"], fix)
    if kind == "missing":
        add = suggestions.in_form(f"Add {place.field}=...", plain=place.plain)
        return Problem(place.path, "field-required", NOTHING, _required(place), add)
    if kind == "extra_forbidden":
        return unknown(place, value)
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        allowed = listed([show(choice) for choice in choices])
        return Problem(place.path, "field-invalid", show(value), allowed, suggestions.choice(choices, value))
    return _other_type(place, error)


def unknown(place: Place, value: object) -> Problem:
    """List the fields of the owner, and suggest the one that was probably meant."""
    owner, field = place.owner, place.field
    if owner is None:
        return Problem(place.path, "field-unknown", field, "a field of the specification")
    if field == KIND and place.plain:
        fix = f'Write "{owner.__name__}", or remove {KIND}.'
        return Problem(place.path, "field-invalid", show(value), show(owner.__name__), fix)
    if field in owner.no_effect:
        instead = f"{owner.__name__}(...) without {field}"
        fix = suggestions.in_form(owner.no_effect[field], plain=place.plain)
        return Problem(place.path, "field-without-effect", field, instead, fix)
    by_position = {"name"} if owner in _CONSTRUCTS and not place.plain else set()
    names = sorted(set(owner.model_fields) - by_position)
    given = field if field.isidentifier() else show(field)
    fix = suggestions.field(place, owner, names, value)
    return Problem(place.path, "field-unknown", given, ", ".join(names), fix)


def _objects(place: Place) -> str:
    names = [kind.__name__ for kind in place.kinds]
    if not place.plain:
        return listed([f"{name}(...)" for name in names])
    if len(names) == 1:
        return f"a mapping with the fields of {names[0]}"
    return f'a mapping with "{KIND}": {listed([show(name) for name in names])}'


def _required(place: Place) -> str:
    """Say what a missing field takes."""
    annotation = place.owner.model_fields[place.field].annotation if place.owner else None
    outer = get_origin(annotation) or annotation
    if outer is Mapping:
        return _mapping(place)
    if outer is Sequence:
        return "a list"
    return _objects(place) if place.kinds else _REQUIRED.get(outer, "a value")


def _mapping(place: Place) -> str:
    return f"a mapping, such as {_MAPPINGS.get(place.field, _LABELS)}"


def _kind(place: Place, value: Mapping[object, object]) -> Problem:
    """Describe a mapping that doesn't say which of several types it is, or names none of them."""
    path = f"{place.path}.{KIND}"
    allowed = listed([show(kind.__name__) for kind in place.kinds])
    if KIND not in value:
        meant = suggestions.kind_by_fields(place.kinds, value)
        fix = f'Add "{KIND}": {show(meant.__name__)}.' if meant else ""
        return Problem(path, "field-required", NOTHING, allowed, fix)
    fix = suggestions.kind_by_name(place.kinds, value[KIND])
    return Problem(path, "field-invalid", show(value[KIND]), allowed, fix)


def _other_type(place: Place, error: ErrorDetails) -> Problem:
    """Describe which types are allowed instead of the type of the value, and how to write the value."""
    kind, value = error["type"], error["input"]
    if kind in _A_LIST:
        allowed, fix = "a list", suggestions.as_list(place, value)
    elif kind in _A_MAPPING:
        allowed, fix = _mapping(place), suggestions.by_name(place, value)
    elif not place.kinds or kind == "invalid_key":
        allowed, fix = _ALLOWED.get(kind, error["msg"]), suggestions.as_type(kind, value)
    elif isinstance(value, Mapping) and len(place.kinds) > 1:
        return _kind(place, value)
    else:
        usual = suggestions.in_form(error.get("ctx", {}).get("fix", ""), plain=place.plain)
        allowed, fix = _objects(place), suggestions.instead(place, value) or usual
    return Problem(place.path, "type-wrong", show(value), allowed, fix)
