"""Read the keywords of a construct: its plan, or every problem of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from llm_api_mesh.checks import API_CHECKS, GATEWAY_CHECKS
from llm_api_mesh.errors import Problem, show
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.reading import places
from llm_api_mesh.reading.keys import WrittenKey, without_keys, written_keys
from llm_api_mesh.reading.messages import describe, unknown
from llm_api_mesh.reading.misread import misread_texts
from llm_api_mesh.reading.misspelled import without_missing
from llm_api_mesh.reading.suggestions import in_form
from llm_api_mesh.reading.texts import written_texts
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.backends import Pool
from llm_api_mesh.spec.base import KIND, Faulty, Spec
from llm_api_mesh.spec.gateway import Gateway
from llm_api_mesh.spec.http import PlainHttp
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

# Replaces a faulty required field, so that the rules of the other fields can still be checked.
_PLACEHOLDERS: dict[str, Any] = {
    "name": "placeholder",
    "namespace": "placeholder",
    "hosts": ["placeholder.invalid"],
    "gateway": Gateway(anonymous=True, http=PlainHttp()),
    "backend": Pool(selector={"app": "placeholder"}, target_port=8080),
}


_GATEWAY_PLACEHOLDERS: dict[str, Any] = {
    "name": "placeholder",
    "namespace": "placeholder",
    "hosts": {"placeholder": ["placeholder.invalid"]},
}


_AnyPlan = TypeVar("_AnyPlan", GatewayPlan, Plan)
_Checks = Sequence[tuple[frozenset[str], Callable[[_AnyPlan], Iterable[Problem]]]]


@dataclass(frozen=True)
class _Reader(Generic[_AnyPlan]):
    """Reads the keywords of one construct."""

    spec: type[Spec]
    plan: Callable[[Any], _AnyPlan]
    checks: _Checks[_AnyPlan]
    placeholders: Mapping[str, Any]

    def read(
        self, name: object, given: Mapping[str, Any], *, plain: bool
    ) -> tuple[_AnyPlan | None, tuple[Problem, ...]]:
        superfluous = {field for field in ("name", KIND) if field in given}  # the id, and the construct itself
        problems = {unknown(places.find(given, [field], self.spec, plain=plain), given[field]) for field in superfluous}
        keywords = {field: value for field, value in given.items() if field not in superfluous} | {"name": name}
        texts = list(written_texts(keywords))
        keys, others = written_keys(texts), list(misread_texts(texts))
        spec: Spec | Faulty = self.spec(**keywords)
        if not isinstance(spec, Faulty):
            plan = self.plan(spec)
            problems |= self._broken_rules(plan, set(), plain=plain)
            found = _of(problems, name, keys, others, given)
            return (None, found) if found else (plan, ())

        errors = spec.error.errors(include_url=False)
        faulty = {str(error["loc"][0]) for error in errors}
        rest = {key: value for key, value in keywords.items() if key not in faulty}
        placeholders = {key: value for key, value in self.placeholders.items() if key in faulty}
        sound: Spec | Faulty = self.spec(**rest, **placeholders)
        problems |= {describe(places.find(keywords, error["loc"], self.spec, plain=plain), error) for error in errors}
        if not isinstance(sound, Faulty):
            problems |= self._broken_rules(self.plan(sound), faulty, plain=plain)
        return None, _of(problems, name, keys, others, given)

    def _broken_rules(self, plan: _AnyPlan, faulty: set[str], *, plain: bool) -> set[Problem]:
        found = (problem for fields, check in self.checks if not faulty & fields for problem in check(plan))
        return {replace(one, fix=in_form(one.fix, plain=True)) if plain else one for one in found}


def _of(
    problems: Iterable[Problem],
    name: object,
    keys: Sequence[WrittenKey],
    others: Iterable[Problem],
    given: Mapping[str, object],
) -> tuple[Problem, ...]:
    """Add the name of the API; add the keys and other texts in fields that have no other problem; hide all keys."""
    api = name if isinstance(name, str) else show(name)
    all_problems = list(without_missing(problems, given))
    faulty = {problem.path for problem in all_problems}
    of_texts = {one.path: one for one in (*others, *(key.problem for key in keys)) if one.path not in faulty}
    all_problems += of_texts.values()
    return tuple(sorted(without_keys(problem.of(api), keys) for problem in all_problems))


_API = _Reader(ApiSpec, Plan, API_CHECKS, _PLACEHOLDERS)
_GATEWAY = _Reader(LlmGatewaySpec, GatewayPlan, GATEWAY_CHECKS, _GATEWAY_PLACEHOLDERS)


def problems_of(value: Spec | Faulty, name: str, *, plain: bool = False) -> tuple[Problem, ...]:
    """Return the problems of a value that isn't part of a construct, such as an environment."""
    if isinstance(value, Spec):
        return ()
    errors = value.error.errors(include_url=False)
    found = {describe(places.find(value.given, one["loc"], value.kind, plain=plain), one) for one in errors}
    return tuple(sorted(problem.of(name) for problem in without_missing(found)))


def read(name: object, given: Mapping[str, Any], *, plain: bool = False) -> tuple[Plan | None, tuple[Problem, ...]]:
    """Return the plan of the API `name`, or None and its problems.

    With `plain`, the corrections of keywords are plain data, as a file has it.
    """
    return _API.read(name, given, plain=plain)


def read_gateway(
    name: object, given: Mapping[str, Any], *, plain: bool = False
) -> tuple[GatewayPlan | None, tuple[Problem, ...]]:
    """Return the plan of the LLM gateway `name`, or None and its problems, as `read` does for an API."""
    return _GATEWAY.read(name, given, plain=plain)
