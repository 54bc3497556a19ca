"""The strategies leave nothing out: no property is tested with a value that they never draw."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, get_args, get_origin

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

import llm_api_mesh
from llm_api_mesh import Environment, LlmApiMeshOverlay, LlmGatewayOverlay
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from support import strategies
from support.strategies import Keywords

# tests/properties/test_environments.py makes overlays of any two APIs and of any two gateways.
OF_ENVIRONMENTS = (Environment, LlmApiMeshOverlay, LlmGatewayOverlay)
PUBLIC: list[type[Spec]] = [
    ApiSpec,
    LlmGatewaySpec,
    *(
        kind
        for kind in map(llm_api_mesh.__dict__.get, llm_api_mesh.__all__)
        if isinstance(kind, type) and issubclass(kind, Spec) and not issubclass(kind, OF_ENVIRONMENTS)
    ),
]


# Whole APIs and their components: Hypothesis prefers simple examples, and draws few complex ones of a whole API.
PARTS: dict[str, st.SearchStrategy[Any]] = {
    "argo_cd": strategies.argo_cd_projects(["ai", "search"]),
    "backend": strategies.backends("1.31"),
    "endpoints": strategies.endpoints("1.31").map(lambda found: {"endpoints": found}),
    "cors": strategies.cors_of_browsers,
    "drills": strategies.drills(),
    "egress": strategies.egress_gateways,
    "gateway": strategies.gateways(["chat.example.com", "*.example.org"]),
    "match": strategies.matches(),
    "models": strategies.models("1.31"),
    "pool": strategies.pools("1.31"),
    "provider": strategies.providers("1.31"),
    "service": strategies.service_refs("1.31"),
    "times": strategies.times(failover=True),
    "llm_gateway": strategies.llm_gateways(),
    "whole": strategies.apis(),
}

# What every valid API gives, although a check says so and not the type.
ALWAYS_GIVEN = frozenset({"Gateway.anonymous"})

_CONSTRUCTS: dict[str, type[Spec]] = {"llm_gateway": LlmGatewaySpec, "whole": ApiSpec}

# One round is usually enough; what is drawn rarely may need another one.
ROUNDS = range(10)


def _collect(label: str, strategy: st.SearchStrategy[Any], found: defaultdict[str, set[str]], number: int) -> None:
    @seed(number)
    @given(strategy)
    @settings(max_examples=100, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def collect(value: Any) -> None:
        specs = [(type(one), _given(one)) for one in _specs(value)]
        if label in _CONSTRUCTS:
            found["whole"] |= {kind.__name__ for kind, _ in specs}
            specs.append((_CONSTRUCTS[label], {"name": "chat", **value}))
        elif isinstance(value, dict):  # some keywords of an API: what is absent says nothing
            _note(ApiSpec, {name: ApiSpec.model_fields[name] for name in value}, value, found)
        for kind, keywords in specs:
            _note(kind, kind.model_fields, keywords, found)

    collect()


def _note(
    kind: type[Spec], fields: Mapping[str, FieldInfo], keywords: Keywords, found: defaultdict[str, set[str]]
) -> None:
    for name, field in fields.items():
        found[f"{kind.__name__}.{name}"].add(_seen(name, field, keywords))
        found[_origin(kind, name)].add(repr(keywords.get(name)))


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


def _seen(name: str, field: FieldInfo, keywords: Keywords) -> str:
    if name not in keywords:
        return "left out"
    return "the default" if keywords[name] == field.default else "given"


def _origin(kind: type[Spec], name: str) -> str:
    """Name a field by the type that declares it, as several types may inherit it."""
    return next(f"{base.__name__} has {name}" for base in kind.__mro__ if name in base.__annotations__)


def _words(field: FieldInfo) -> set[str]:
    """Return the values of a field that takes one of a few words, and nothing for all other fields."""
    several = [field.annotation, *get_args(field.annotation)]
    words = [repr(word) for one in several if get_origin(one) is Literal for word in get_args(one)]
    return set(words) if len(words) <= 4 else set()


def _missing(reached: Mapping[str, set[str]]) -> list[str]:
    missing = [kind.__name__ for kind in PUBLIC[2:] if kind.__name__ not in reached["whole"]]
    for kind in PUBLIC:
        for name, field in kind.model_fields.items():
            seen = reached[f"{kind.__name__}.{name}"]
            may_be_absent = not field.is_required() and f"{kind.__name__}.{name}" not in ALWAYS_GIVEN
            lacks = {"given"} - seen | ({"left out"} - seen if may_be_absent else set())
            lacks |= _words(field) - reached[_origin(kind, name)]
            missing += [f"{kind.__name__}.{name}: {one}" for one in sorted(lacks)]
    return missing


def test_every_field_is_generated() -> None:
    """Some valid API has each type and each field, both with a value other than the default and without a value."""
    reached: defaultdict[str, set[str]] = defaultdict(set)
    for number in ROUNDS:
        for label, strategy in PARTS.items():
            _collect(label, strategy, reached, number)
        if not _missing(reached):
            break
    assert _missing(reached) == []
