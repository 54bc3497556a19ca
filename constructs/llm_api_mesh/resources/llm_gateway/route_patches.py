"""What the gateway changes in the routes of all APIs: which filters read, the longest body, the next backend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs import Construct

from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.llm_gateway.routes import RouteScope
from llm_api_mesh.resources.llm_gateway.patches import (
    TYPES,
    Patch,
    envoy_filter,
    forwarding_routes,
    route_configuration,
    virtual_host,
)
from llm_api_mesh.resources.llm_gateway.shared_filters import enabled
from llm_api_mesh_crds.io.istio import networking as istio

# Anthropic's status for an overload. It isn't registered, and Istio accepts only registered ones.
_OVERLOADED = 529

# Each attempt goes to the next backend: Istio's `retryRemoteLocalities` tries each backend twice.
_NEXT_BACKEND = {
    "route": {
        "retry_policy": {
            "retriable_status_codes": [_OVERLOADED],
            "retry_priority": {
                "name": "envoy.retry_priorities.previous_priorities",
                "typed_config": {
                    "@type": f"{TYPES}.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig",
                    "update_frequency": 1,
                },
            },
        }
    }
}

# A whole answer is silent for its whole generation. Without this, the proxy's own limit could cut it.
_NO_IDLE_TIMEOUT = {"route": {"idle_timeout": "0s"}}


def build(scope: Construct, plan: GatewayPlan) -> Mapping[str, istio.EnvoyFilter]:
    """Add the EnvoyFilters; return them by their names."""
    return {
        one.object_name: envoy_filter(scope, plan, one.object_name, list(_patches(plan, one)))
        for one in plan.route_scopes
    }


def _patches(plan: GatewayPlan, scope: RouteScope) -> Iterator[Patch]:
    body = {"request_body_buffer_limit": plan.spec.max_request_bytes}
    if scope.hosts is None:
        yield from _everywhere(plan, body)
        return
    for host in scope.hosts:
        yield from _of_host(plan, host, body)


def _everywhere(plan: GatewayPlan, body: dict[str, Any]) -> Iterator[Patch]:
    for port in plan.client_ports:
        yield route_configuration({"typed_per_filter_config": enabled()}, port)
    yield virtual_host(body)
    yield forwarding_routes(_NO_IDLE_TIMEOUT)
    for port in plan.client_ports:
        yield forwarding_routes(_NEXT_BACKEND, port=port)


def _of_host(plan: GatewayPlan, host: str, body: dict[str, Any]) -> Iterator[Patch]:
    for port in plan.client_ports:
        yield virtual_host({"typed_per_filter_config": enabled(), **body}, host, port=port)
    for slot in plan.slots:
        yield virtual_host(body, host, name=slot.route_configuration)
    yield forwarding_routes(_NO_IDLE_TIMEOUT, host)
    for port in plan.client_ports:
        yield forwarding_routes(_NEXT_BACKEND, host, port)
