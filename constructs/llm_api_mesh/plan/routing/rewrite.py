"""The changes that a route makes to requests: what it tells the gateway, and what no backend gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from frozendict import frozendict

from llm_api_mesh.plan.failover import spill_class
from llm_api_mesh.plan.inference_pools import READ_BY_PICKERS
from llm_api_mesh.plan.llm_gateway.headers import INCLUDE_USAGE, LEG, SPILL, UPSTREAM_MODEL
from llm_api_mesh.plan.llm_gateway.providers import CLIENT_CREDENTIALS
from llm_api_mesh.plan.target import Target
from llm_api_mesh.spec.api import ApiSpec


@dataclass(frozen=True, kw_only=True)
class Rewrite:
    """The changes; the default changes nothing."""

    set_headers: Mapping[str, str] = frozendict()
    """Request headers that are set."""
    remove_headers: tuple[str, ...] = ()
    """Request headers that the backend must not get."""


def rewrite_at_gateway(api: ApiSpec, target: Target) -> Rewrite:
    """The headers by which a route tells an LLM gateway what it does with a request; no backend gets them."""
    if target.failover:
        # The second hop tells the rest.
        return Rewrite(set_headers=frozendict({LEG: target.names.failover, SPILL: spill_class(target)}))
    headers = {}
    if target.backend.served_model:
        headers[UPSTREAM_MODEL] = target.backend.served_model
    if api.include_usage:
        headers[INCLUDE_USAGE] = "true"
    # The provider's cluster removes more. This is for a gateway whose EnvoyFilters somebody has deleted.
    removed = CLIENT_CREDENTIALS if target.backend.belongs_to_gateway else ()
    if target.backend.picked:
        removed = READ_BY_PICKERS
    return Rewrite(set_headers=frozendict(headers), remove_headers=removed)
