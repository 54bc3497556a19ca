"""Istio EnvoyFilters, one module each: what no field of Istio's own resources sets, only for this API's routes."""

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


# In the order of the file, which is that of their names.
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
"""What each is for: the end of its name."""

# The DestinationRule of such a backend isn't complete without it, and so it comes first.
_BEFORE_RULES = (passthrough,)


def build_before_rules(scope: Construct, plan: Plan) -> Mapping[str, istio.EnvoyFilter]:
    """Add those that come before the DestinationRules; give them by their purposes."""
    return _build(scope, plan, _BEFORE_RULES)


def build(scope: Construct, plan: Plan) -> Mapping[str, istio.EnvoyFilter]:
    """Add all others that the API needs; give them by their purposes."""
    return _build(scope, plan, (module for module in FILTERS if module not in _BEFORE_RULES))


def _build(scope: Construct, plan: Plan, modules: Iterable[FilterModule]) -> Mapping[str, istio.EnvoyFilter]:
    built = {module.PURPOSE: module.build(scope, plan) for module in modules}
    return {purpose: one for purpose, one in built.items() if one}
