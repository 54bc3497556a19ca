"""The most likely correction of a value, written in the form that the user would use: as an object or as plain data."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from llm_api_mesh.errors import show
from llm_api_mesh.nearest import nearest
from llm_api_mesh.reading.places import Place
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.backends import ProviderRef
from llm_api_mesh.spec.base import KIND, Faulty, Spec
from llm_api_mesh.spec.gateway import GatewayRef, existing
from llm_api_mesh.spec.llm_gateway import GatewayProvider
from llm_api_mesh.spec.load_balancer import KINDS as BALANCERS
from llm_api_mesh.spec.providers import PROVIDERS
from llm_api_mesh.spec.retries import Retries

_ALIASES = {
    "least_conn": "LeastRequest",
    "maglev": "ConsistentHash",
    "ring_hash": "ConsistentHash",
    "source_ip": "ConsistentHash",
}
_LONG = 10**15
_VALUE = r'"[^"]*"|\.\.\.|True\b|False\b|None\b|ALL_CALLERS\b|[0-9][0-9.]*\b|\[[^\[\]]*\]|\{[^{}]*\}'
_FIELD = re.compile(rf'(?<![\w\]?&/"-])(\w+)=({_VALUE})')
# An object, after its keyword if there is one.
_OBJECT = re.compile(rf"(?:(\w+)=)?\b([A-Z]\w*)\(((?:(?:\w+=(?:{_VALUE})|\.\.\.)(?:, )?)*)\)")
_WORDS = {"False": "false", "None": "null", "True": "true"}
"""Values that a file writes in another way than a program."""
_NAMED = ("ALL_CALLERS", "ALL_PATHS", "ALL_POOL_USERS", "ANY_AUDIENCE", "OPENAI_PATHS")
"""The lists and mappings that a file may write by their names."""
_LOAD_BALANCER = frozenset({"algorithm", "balancer", "lb", "lb_algorithm", "lb_policy", "policy", "simple", "strategy"})
"""Other names of `load_balancer`, in Istio and in other load balancers."""
_AT_TOP = {
    "id": "Did you mean name?",
    "metadata": "Write name and namespace beside kind, without metadata.",
    "spec": "Write the fields beside kind, without spec.",
}
"""What is meant by other fields at the top of a file's document."""


def field(place: Place, owner: type[Spec], names: Sequence[str], value: object) -> str:
    """Suggest one of the owner's fields instead of an unknown one."""
    if place.plain and place.path in _AT_TOP:
        return _AT_TOP[place.path]
    near = _nearest(place.field, names) or _required_with(place.field, owner, names)
    other = place.field.lower() in _LOAD_BALANCER
    if "load_balancer" in names and other:
        near = "load_balancer"
    if near == "load_balancer" or (owner is ApiSpec and (other or place.field == "load_balancer")):
        balancer = _written(BALANCERS, value, plain=place.plain)
        if balancer:
            entry = f'"load_balancer": {balancer}' if place.plain else f"load_balancer={balancer}"
            return f"Write {entry}{' in the Pool' if owner is ApiSpec else ''}."
    return f"Did you mean {near}?" if near else ""


def instead(place: Place, value: object) -> str:
    """Suggest a value of one of the field's types instead of a string, a class or an object of another type."""
    if isinstance(value, str) and GatewayRef in place.kinds:
        return in_form(existing(value), plain=place.plain)
    if near := by_name(place, value):
        return near
    if fix := _provider(place, value):
        return in_form(fix, plain=place.plain)
    private = place.owner and place.field in place.owner.private  # the value may be a key
    written = _written(place.kinds, value, plain=place.plain) or ("" if private else _around(place, value))
    return f"Write {written}." if written else ""


def in_form(fix: str, *, plain: bool) -> str:
    """Return a text that is written with objects and keywords; for plain data, with mappings and keys instead."""
    return _FIELD.sub(_as_entry, _OBJECT.sub(_as_mapping, fix)) if plain else fix


def kind_by_name(kinds: Sequence[type[Spec]], name: object) -> str:
    """Suggest one of the kinds instead of an unknown one."""
    near = _named(kinds, name)
    return f"Write {show(near.__name__)}." if near else ""


def kind_by_fields(kinds: Sequence[type[Spec]], given: Mapping[object, object]) -> type[Spec] | None:
    """Find the one kind that has all given fields, or whose required fields are given, if there is only one."""

    def distance(kind: type[Spec]) -> tuple[int, int]:
        required = {name for name, one in kind.model_fields.items() if one.is_required()}
        return len(given.keys() - kind.model_fields.keys()), len(required - given.keys())

    best, *others = sorted(kinds, key=distance)
    return best if all(distance(other) > distance(best) for other in others) else None


def choice(choices: Sequence[str], value: object) -> str:
    """Suggest one of the allowed strings."""
    if isinstance(value, str | float) and (number := f"{value}0") in choices:
        hint = "" if isinstance(value, str) else " as a string, because a number loses its last 0"
        return f"Write {show(number)}{hint}."
    near = _nearest(value, choices)
    return f"Write {show(near)}." if near else ""


def as_list(place: Place, value: object) -> str:
    """Suggest a list of the one value."""
    if place.field == "hosts" and isinstance(value, str):
        return f"Write [{show(value)}]."
    if isinstance(value, Mapping) and place.kinds:
        return f"Write [{_item(place, value)}]."
    if near := by_name(place, value):
        return near
    kind = _kind_of(value)
    return f"Write [{kind.__name__}(...)]." if kind else ""


def _item(place: Place, value: Mapping[object, object]) -> str:
    """Return the first item of a list that was written as one mapping, or as a mapping from names."""
    name = next(iter(value), None)
    if not isinstance(value.get(name), Mapping | Spec) or not all("name" in kind.model_fields for kind in place.kinds):
        return "{...}"
    return (
        f'{{"name": {show(name)}, ...}}, ...'
        if place.plain
        else f"{place.kinds[0].__name__}(name={show(name)}, ...), ..."
    )


def by_name(place: Place, value: object) -> str:
    """Suggest the name of a list or a mapping that a file may write."""
    near = nearest(value, _NAMED) if place.plain and isinstance(value, str) and value.isupper() else None
    return f"Did you mean {near}?" if near else ""


def as_type(kind: str, value: object) -> str:
    """Suggest the same value in the right type, if there is one."""
    if kind == "int_type" and isinstance(value, str) and re.fullmatch(r"[0-9]{1,9}", value):
        return f"Write {int(value)}."
    if kind == "int_type" and isinstance(value, float) and value.is_integer():
        return f"Write {int(value)}."
    if kind == "string_type" and isinstance(value, int | float) and abs(value) < _LONG:
        return f'Write "{value}".'
    if kind == "invalid_key" and isinstance(value, bool):
        return 'Write "on" or "off" with quotes, which YAML takes for True and False without them.'
    return ""


def _written(kinds: Sequence[type[Spec]], value: object, *, plain: bool) -> str:
    """Write a value of the type that a class, an object or a name stands for; empty if it is none of the kinds."""
    if isinstance(value, str):
        meant: type | None = _named(kinds, value)
    else:
        meant = value if isinstance(value, type) else _kind_of(value)
    kind = next((kind for kind in kinds if kind is meant), None)
    if kind is None:
        return ""
    complete = isinstance(kind(), kind) and not (isinstance(value, Spec) and value.model_fields_set)
    if plain:
        entries = [f'"{KIND}": {show(kind.__name__)}'] * (len(kinds) > 1) + ["..."] * (not complete)
        return f"{{{', '.join(entries)}}}"
    return f"{kind.__name__}()" if complete else f"{kind.__name__}(...)"


def _provider(place: Place, value: object) -> str:
    """Say where a hosted provider belongs."""
    kind = _kind_of(value)
    if kind not in PROVIDERS:
        return ""
    if ProviderRef in place.kinds:
        return f'Write ProviderRef(provider="..."), and {kind.__name__}(...) in the providers of the LlmGateway.'
    if GatewayProvider in place.kinds:
        return f"Write GatewayProvider(provider={kind.__name__}(...), namespaces=[...])."
    return ""


def _around(place: Place, value: object) -> str:
    """Write an object around its only required value, which was given without the object."""
    if place.kinds == (Retries,) and isinstance(value, int):
        return f'{{"attempts": {value}}}' if place.plain else f"Retries(attempts={value})"
    if len(place.kinds) != 1 or not isinstance(value, str | list | tuple):
        return ""
    kind = place.kinds[0]
    required = [name for name, one in kind.model_fields.items() if one.is_required()]
    if len(required) != 1 or kind.private or not isinstance(kind(**{required[0]: value}), kind):
        return ""
    inner = show(list(value) if isinstance(value, tuple) else value)
    return f'{{"{required[0]}": {inner}}}' if place.plain else f"{kind.__name__}({required[0]}={inner})"


def _as_mapping(written: re.Match[str]) -> str:
    keyword, kind, fields = written.groups()
    entries = f", {_FIELD.sub(_as_entry, fields)}" if fields else ""
    before = f'"{keyword}": ' if keyword else ""
    return f'{before}{{"{KIND}": "{kind}"{entries}}}'


def _as_entry(written: re.Match[str]) -> str:
    name, value = written.groups()
    return f'"{name}": {_WORDS.get(value, value)}'


def _named(kinds: Sequence[type[Spec]], name: object) -> type[Spec] | None:
    by_name = {kind.__name__: kind for kind in kinds}
    alias = _ALIASES.get(name.lower(), "") if isinstance(name, str) else ""
    return by_name.get(alias if alias in by_name else _nearest(name, list(by_name)) or "")


def _nearest(value: object, choices: Sequence[str]) -> str | None:
    plain = {re.sub(r"[^a-z0-9]", "", choice.lower()): choice for choice in choices}
    near = nearest(re.sub(r"[^a-z0-9]", "", show(value).lower()), plain, alike=0.7)
    return plain[near] if near else None


def _required_with(word: str, owner: type[Spec], names: Sequence[str]) -> str | None:
    """Return the one required field whose name has this word: a user who leaves it out may have shortened its name.

    Other fields are left out, because `timeout` could mean more than the one of them that has this word.
    """
    required = (name for name in names if owner.model_fields[name].is_required())
    found = [name for name in required if word.lower() in name.split("_")]
    return found[0] if len(found) == 1 else None


def _kind_of(value: object) -> type[Spec] | None:
    """Return the type of a specification, which may be faulty."""
    if isinstance(value, Faulty):
        return value.kind
    return type(value) if isinstance(value, Spec) else None
