"""The strategies leave nothing out: what they never generate, no property is true of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

import llm_api_mesh
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.mesh import Mesh
from support import strategies

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

PUBLIC: list[type[Spec]] = [
    Mesh,
    *(
        kind
        for kind in map(llm_api_mesh.__dict__.get, llm_api_mesh.__all__)
        if isinstance(kind, type) and issubclass(kind, Spec)
    ),
]


# Whole meshes, and what these are made of: Hypothesis likes simple examples, and of a whole it has few that aren't.
PARTS: dict[str, st.SearchStrategy[Any]] = {
    "backend": strategies.backends("1.31"),
    "drills": strategies.drills(),
    "gateway": strategies.gateways(["chat.example.com", "*.example.org"]),
    "match": strategies.matches(),
    "pool": strategies.pools("1.31"),
    "provider": strategies.providers("1.31"),
    "times": strategies.times(failover=True),
    "whole": strategies.meshes(),
}


# Most of the time the first is enough; what is rare may have to wait for a later one.
ROUNDS = range(10)


def _collect(part: str, strategy: st.SearchStrategy[Any], found: defaultdict[str, set[str]], number: int) -> None:
    @seed(number)
    @given(strategy)
    @settings(max_examples=100, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def collect(value: Any) -> None:
        specs = [(type(one), _given(one)) for one in _specs(value)]
        if part == "whole":
            found["whole"] |= {kind.__name__ for kind, _ in specs}
            specs.append((Mesh, {"name": "chat", **value}))
        for kind, keywords in specs:
            for name, field in kind.model_fields.items():
                found[f"{kind.__name__}.{name}"].add(_seen(name, field, keywords))
                found[_origin(kind, name)].add(repr(keywords.get(name)))

    collect()


def _specs(value: object) -> Iterator[Spec]:
    if isinstance(value, Spec):
        yield value
        yield from _specs(_given(value))
    elif isinstance(value, Mapping):
        yield from _specs(list(value.values()))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for item in value:
            yield from _specs(item)


def _given(spec: Spec) -> dict[str, Any]:
    return {name: getattr(spec, name) for name in sorted(spec.model_fields_set)}


def _seen(name: str, field: FieldInfo, keywords: Mapping[str, Any]) -> str:
    if name not in keywords:
        return "left out"
    return "the default" if keywords[name] == field.default else "given"


def _origin(kind: type[Spec], name: str) -> str:
    """Where a field is declared that several types have in common."""
    return next(f"{base.__name__} has {name}" for base in kind.__mro__ if name in base.__annotations__)


def _words(field: FieldInfo) -> set[str]:
    """What a field can have that takes one of some words; empty if it takes anything else, or many of them."""
    several = [field.annotation, *get_args(field.annotation)]
    words = [repr(word) for one in several if get_origin(one) is Literal for word in get_args(one)]
    return set(words) if len(words) <= 4 else set()


def _missing(reached: Mapping[str, set[str]]) -> list[str]:
    missing = [kind.__name__ for kind in PUBLIC[1:] if kind.__name__ not in reached["whole"]]
    for kind in PUBLIC:
        for name, field in kind.model_fields.items():
            seen = reached[f"{kind.__name__}.{name}"]
            lacks = {"given"} - seen | ({"left out"} - seen if not field.is_required() else set())
            lacks |= _words(field) - reached[_origin(kind, name)]
            missing += [f"{kind.__name__}.{name}: {one}" for one in sorted(lacks)]
    return missing


def test_every_field_is_generated() -> None:
    """Some valid mesh has each type, and each of its fields: with another value than the default, and without any."""
    reached: defaultdict[str, set[str]] = defaultdict(set)
    for number in ROUNDS:
        for part, strategy in PARTS.items():
            _collect(part, strategy, reached, number)
        if not _missing(reached):
            break
    assert _missing(reached) == []
