"""What is wrong with one value, in words: what is allowed there, and what to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from llm_api_mesh.errors import NOTHING, Code, Problem, listed, show
from llm_api_mesh.spec.base import Faulty, Spec
from llm_api_mesh.spec.gateway import reference
from llm_api_mesh.spec.load_balancer import KINDS as BALANCERS
from llm_api_mesh.spec.mesh import Mesh

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_CODES: frozenset[str] = frozenset(get_args(Code))
_ALIASES = {
    "least_conn": "LeastRequest",
    "maglev": "ConsistentHash",
    "ring_hash": "ConsistentHash",
    "source_ip": "ConsistentHash",
}
_LOAD_BALANCER = frozenset({"algorithm", "balancer", "lb", "lb_algorithm", "lb_policy", "policy", "simple", "strategy"})
"""What others call `load_balancer`."""
_A_LIST = frozenset({"is_instance_of", "list_type", "sequence_str"})
_A_MAPPING = frozenset({"dict_type", "mapping_type"})
_WORDS = {
    "bool_type": "True or False",
    "float_type": "a number",
    "int_type": "a whole number",
    "string_type": "a text",
    "time_delta_type": "a timedelta, such as timedelta(seconds=30)",
}
_LABELS = '{"app": "chat"}'
_MAPPINGS = {
    "distribution": '{"eu/a/*": {"eu/a/*": 80, "eu/b/*": 20}}',
    "failover": '{"eu": "us"}',
    "headers": '{"x-llm-version": "v2"}',
    "query": '{"channel": "beta"}',
}


def describe(path: str, error: ErrorDetails, owner: type[Spec] | None) -> Problem:
    """Translate an error of pydantic for the field at `path`, which belongs to the type `owner`."""
    kind, context, value = error["type"], error.get("ctx", {}), error["input"]
    field = str(error["loc"][-1])
    if kind in _CODES:
        code: Code = kind  # type: ignore[assignment]
        allowed, fix = context["allowed"], context["fix"]
        if code == "type-wrong":
            fix = _one_of(re.findall(r"(\w+)\(", allowed), value) or fix
        return Problem(path, code, context["given"] or show(value), allowed, fix)
    if kind == "missing":
        return Problem(path, "field-required", NOTHING, "a value", f"Add {field}=...")
    if kind == "extra_forbidden":
        return unknown(path, owner, field, value)
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", context["expected"])
        return Problem(
            path, "field-invalid", show(value), listed([show(choice) for choice in choices]), _choice(choices, value)
        )
    return Problem(path, "type-wrong", show(value), *_typed(error, field))


def _typed(error: ErrorDetails, field: str) -> tuple[str, str]:
    """Give what is allowed instead of a value of another type, and how to write it."""
    kind, value = error["type"], error["input"]
    if kind == "model_type":
        name = error["ctx"]["class_name"]
        return f"{name}(...)", _one_of([name], value)
    if kind in _A_LIST:
        return "a list", _listed(field, value)
    if kind in _A_MAPPING:
        return f"a mapping, such as {_MAPPINGS.get(field, _LABELS)}", ""
    return _WORDS.get(kind, error["msg"]), _retyped(kind, value)


def unknown(path: str, owner: type[Spec] | None, field: str, value: object) -> Problem:
    """List the fields of `owner`, and suggest the one that was probably meant."""
    if owner is None:
        return Problem(path, "field-unknown", field, "a field of the specification")
    if field in owner.no_effect:
        instead = f"{owner.__name__}(...) without {field}"
        return Problem(path, "field-without-effect", field, instead, owner.no_effect[field])
    names = sorted(set(owner.model_fields) - ({"name"} if owner is Mesh else set()))
    given = field if field.isidentifier() else show(field)
    return Problem(path, "field-unknown", given, ", ".join(names), _meant(owner, field, names, value))


def _meant(owner: type[Spec], field: str, names: Sequence[str], value: object) -> str:
    near = _nearest(field, names)
    other = field.lower() in _LOAD_BALANCER
    if "load_balancer" in names and other:
        near = "load_balancer"
    if near == "load_balancer" or (owner is Mesh and (other or field == "load_balancer")):
        balancer = _object([kind.__name__ for kind in BALANCERS], value)
        if balancer:
            return f"Write load_balancer={balancer}{' in the Pool' if owner is Mesh else ''}."
    return f"Did you mean {near}?" if near else ""


def _one_of(kinds: Sequence[str], value: object) -> str:
    if isinstance(value, str) and "GatewayRef" in kinds:
        return f"To use an existing Gateway, write {reference(value)}."
    written = _object(kinds, value)
    return f"Write {written}." if written else ""


def _object(kinds: Sequence[str], value: object) -> str:
    """Write the object of one of the kinds that is meant by an object, a class or a name; empty where none is."""
    if isinstance(value, str):
        alias = _ALIASES.get(value.lower())
        name = alias if alias in kinds else _nearest(value, kinds)
    else:
        meant = value if isinstance(value, type) else kind_of(value)
        name = meant.__name__ if meant else None
    if name not in kinds:
        return ""
    kind = next((kind for kind in _kinds() if kind.__name__ == name), None)
    plain = kind and isinstance(kind(), kind) and not (isinstance(value, Spec) and value.model_fields_set)
    return f"{name}()" if plain else f"{name}(...)"


def _kinds(root: type[Spec] = Spec) -> Iterator[type[Spec]]:
    for kind in root.__subclasses__():
        yield kind
        yield from _kinds(kind)


def _choice(choices: Sequence[str], value: object) -> str:
    number = f"{value}0"
    if isinstance(value, str | float) and number in choices:
        hint = "" if isinstance(value, str) else ", as a text: a number ends with no 0"
        return f"Write {show(number)}{hint}."
    near = _nearest(value, choices)
    return f"Write {show(near)}." if near else ""


def _listed(field: str, value: object) -> str:
    if field == "hosts" and isinstance(value, str):
        return f"Write [{show(value)}]."
    kind = kind_of(value)
    return f"Write [{kind.__name__}(...)]." if kind else ""


def _retyped(kind: str, value: object) -> str:
    """Suggest the same value in the right type, where there is one."""
    if kind == "int_type" and isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return f"Write {int(value)}."
    if kind == "int_type" and isinstance(value, float) and value.is_integer():
        return f"Write {int(value)}."
    if kind == "string_type" and isinstance(value, int | float):
        return f'Write "{value}".'
    return ""


def _nearest(value: object, choices: Sequence[str]) -> str | None:
    plain = {re.sub(r"[^a-z0-9]", "", choice.lower()): choice for choice in choices}
    close = difflib.get_close_matches(re.sub(r"[^a-z0-9]", "", str(value).lower()), plain, n=1, cutoff=0.7)
    return plain[close[0]] if close else None


def kind_of(value: object) -> type[Spec] | None:
    """Give the kind of a specification, also of a faulty one."""
    if isinstance(value, Faulty):
        return value.kind
    return type(value) if isinstance(value, Spec) else None
