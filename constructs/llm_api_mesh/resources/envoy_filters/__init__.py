"""Istio EnvoyFilters, one module each: settings that no field of Istio's own resources has, for this API's routes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from constructs import Construct

from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters import (
    google_token,
    least_request,
    next_backend,
    openai_errors,
    passthrough,
    provider_requests,
    request_body,
    retry_after,
    return_time,
    second_hop,
    spill,
    sticky_canary,
    stream_silence,
)
from llm_api_mesh_crds.io.istio import networking as istio


class FilterModule(Protocol):
    """A module of this package that builds one EnvoyFilter."""

    PURPOSE: str
    """End of the EnvoyFilter's name."""

    def build(self, scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
        """Add the EnvoyFilter, if the API needs it."""


# In the order of the file, which is alphabetical.
FILTERS: tuple[FilterModule, ...] = (
    google_token,
    least_request,
    next_backend,
    openai_errors,
    passthrough,
    provider_requests,
    request_body,
    retry_after,
    return_time,
    second_hop,
    spill,
    sticky_canary,
    stream_silence,
)

NAMES = tuple(module.PURPOSE for module in FILTERS)
"""The purpose of each filter, which is the end of its name."""

# Without it, the DestinationRule of such a backend isn't complete, so it comes first.
_BEFORE_RULES = (passthrough,)


def build_before_rules(scope: Construct, plan: Plan) -> Mapping[str, istio.EnvoyFilter]:
    """Add the filters that come before the DestinationRules; return them by their purposes."""
    return _build(scope, plan, _BEFORE_RULES)


def build(scope: Construct, plan: Plan) -> Mapping[str, istio.EnvoyFilter]:
    """Add all other filters that the API needs; return them by their purposes."""
    return _build(scope, plan, (module for module in FILTERS if module not in _BEFORE_RULES))


def _build(scope: Construct, plan: Plan, modules: Iterable[FilterModule]) -> Mapping[str, istio.EnvoyFilter]:
    built = {module.PURPOSE: module.build(scope, plan) for module in modules}
    return {purpose: one for purpose, one in built.items() if one}
