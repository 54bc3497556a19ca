"""Istio EnvoyFilters of an API, one module each: settings of its routes and clusters that no field of Istio's has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from llm_api_mesh.described import Described
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters import least_request, max_load, retry_after, return_time, stream_silence
from llm_api_mesh_crds.io.istio import networking as istio


class FilterModule(Protocol):
    """A module of this package that builds one EnvoyFilter."""

    PURPOSE: str
    """End of the EnvoyFilter's name."""

    def build(self, plan: Plan) -> Described[istio.EnvoyFilter] | None:
        """Describe the EnvoyFilter, if the API needs it."""


FILTERS: tuple[FilterModule, ...] = (least_request, max_load, retry_after, return_time, stream_silence)
"""In the order of the file, which is alphabetical."""

NAMES = tuple(module.PURPOSE for module in FILTERS)
"""The purpose of each filter, which is the end of its name."""


def build(plan: Plan) -> Mapping[str, Described[istio.EnvoyFilter]]:
    """Describe the filters that the API needs, by their purposes."""
    built = {module.PURPOSE: module.build(plan) for module in FILTERS}
    return {purpose: one for purpose, one in built.items() if one}
