"""HTTPRoutes that lead to an inference pool without its picker. istiod reports none of this."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from llm_api_mesh.errors import Problem, show
from llm_api_mesh.inspection.rules.combination import combination_ignored
from llm_api_mesh.inspection.rules.fields import Object, value_at, values_at

_POOL = "InferencePool"

# Kinds whose callers are sidecars. Only gateways have the filter that asks pickers.
_OF_SIDECARS = frozenset({"Service", "ServiceEntry"})


def find(item: Object) -> Iterator[Problem]:
    """Find the rules and the parents of an HTTPRoute that lose the picker."""
    rules = [(path, rule) for path, rule in values_at(item, "spec.rules[]") if isinstance(rule, Mapping)]
    for path, rule in rules:
        yield from _copies(path, rule)
        if _leads_to_pool(rule):
            yield from _cors(path, rule)
            yield from _several(path, rule)
    if any(_leads_to_pool(rule) for _, rule in rules):
        yield from _callers(item)


def _cors(path: str, rule: Object) -> Iterator[Problem]:
    """Find CORS: istiod writes its settings over those of the picker."""
    for inner, kind in values_at(rule, "filters[].type"):
        if kind == "CORS":
            yield combination_ignored(
                f"{path}.{inner}",
                "with CORS in the same rule, istiod leaves out the picker of the inference pool and reports no error",
                "CORS at a gateway in front of this one",
                "Remove the filter, and write cors=Cors(...) in the API, whose public route has it.",
            )


def _several(path: str, rule: Object) -> Iterator[Problem]:
    """Find several backends: istiod remembers the picker of the last one for the whole rule."""
    if len(_weighted(rule)) > 1:
        yield combination_ignored(
            f"{path}.backendRefs",
            "with several backends in a rule, istiod has the picker of the last one asked about all requests, or no "
            "picker if the last one is no inference pool",
            "one backend in a rule that leads to an inference pool",
            "To share requests, write versions=[...] in an InferencePool, each of which has a route of its own.",
        )


def _copies(path: str, rule: Object) -> Iterator[Problem]:
    """Find copies for a pool: the picker is asked about the request only."""
    for inner, backend in values_at(rule, "filters[].requestMirror.backendRef"):
        if _is_pool(backend):
            yield combination_ignored(
                f"{path}.{inner}",
                "the proxy sends copies to an inference pool without asking its picker",
                "copies to a Service",
                "Remove the filter.",
            )


def _callers(item: Object) -> Iterator[Problem]:
    for path, parent in values_at(item, "spec.parentRefs[]"):
        kind = value_at(parent, "kind")
        if kind in _OF_SIDECARS:
            yield combination_ignored(
                f"{path}.kind",
                f"callers in the mesh, for whom the parent {show(kind)} is, reach an inference pool without its picker",
                "a Gateway",
                "Remove the parent.",
            )


def _leads_to_pool(rule: Object) -> bool:
    return any(map(_is_pool, _weighted(rule)))


def _weighted(rule: Object) -> list[Any]:
    """Return the backends that get requests: istiod leaves out those of weight 0."""
    return [backend for _, backend in values_at(rule, "backendRefs[]") if value_at(backend, "weight") != 0]


def _is_pool(backend: Any) -> bool:
    return bool(value_at(backend, "kind") == _POOL)
