"""What the gateway changes in the routes of all APIs: which filters read, the longest body, the next backend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from constructs import Construct

from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.llm_gateway.routes import RouteScope
from llm_api_mesh.resources.llm_gateway.caller_filter import caller_refusals
from llm_api_mesh.resources.llm_gateway.patches import (
    TYPES,
    Patch,
    Routes,
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
_RETRIES = {
    "retriable_status_codes": [_OVERLOADED],
    "retry_priority": {
        "name": "envoy.retry_priorities.previous_priorities",
        "typed_config": {
            "@type": f"{TYPES}.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig",
            "update_frequency": 1,
        },
    },
}
_NEXT_BACKEND = {"route": {"retry_policy": _RETRIES}}

# A whole answer is silent for its whole generation. On shared pods, the listener's limit may be a neighbour's wish.
_NEXT_BACKEND_WITHOUT_IDLE_TIMEOUT = {"route": {"retry_policy": _RETRIES, "idle_timeout": "0s"}}


def build(scope: Construct, plan: GatewayPlan) -> Mapping[str, istio.EnvoyFilter]:
    """Add the EnvoyFilters; return them by their names."""
    return {
        one.object_name: envoy_filter(scope, plan.spec.selector, one.object_name, list(_patches(plan, one)))
        for one in plan.route_scopes
    }


def _enabled(plan: GatewayPlan) -> dict[str, Any]:
    refusals = caller_refusals(plan.callers, plan.spec.namespace) if plan.callers else {}
    return {"typed_per_filter_config": {**enabled(), **refusals}}


def _patches(plan: GatewayPlan, scope: RouteScope) -> Iterator[Patch]:
    body = {"request_body_buffer_limit": plan.spec.max_request_bytes}
    if scope.hosts is not None:
        for host in scope.hosts:
            yield from _of_host(Routes(port=scope.port, host=host), {**_enabled(plan), **body})
    elif plan.spec.shared:
        yield from _of_gateway(plan, body)
    else:
        yield from _everywhere(plan, body)


def _everywhere(plan: GatewayPlan, body: dict[str, Any]) -> Iterator[Patch]:
    yield virtual_host(body)
    for port in plan.client_ports:
        yield route_configuration(_enabled(plan), Routes(port=port))
        yield forwarding_routes(_NEXT_BACKEND, Routes(port=port))


def _of_gateway(plan: GatewayPlan, body: dict[str, Any]) -> Iterator[Patch]:
    """Change all routes of HTTPS and of the second hops, and none of the other Gateways of the same pods."""
    if plan.spec.certificates:
        own = Routes(gateway=f"{plan.spec.namespace}/{plan.public_gateway.name}")
        yield route_configuration(_enabled(plan), own)
        yield virtual_host(body, own)
        yield forwarding_routes(_NEXT_BACKEND_WITHOUT_IDLE_TIMEOUT, own)
    for slot in plan.slots:
        yield virtual_host(body, Routes(configuration=slot.route_configuration))


def _of_host(routes: Routes, changes: dict[str, Any]) -> Iterator[Patch]:
    """Change the routes of a host by plain HTTP, which are beside those of other Gateways."""
    yield virtual_host(changes, routes)
    yield forwarding_routes(_NEXT_BACKEND_WITHOUT_IDLE_TIMEOUT, routes)
