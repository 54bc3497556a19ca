"""Errors of the gateway's proxy, and the answers in OpenAI's format that replace the proxy's text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.openai_error import error_body
from llm_api_mesh.plan.request_body import RequestBody
from llm_api_mesh.plan.routing.direct_responses import DirectResponse
from llm_api_mesh.plan.traffic_policy import BackendPolicies
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.numbers import size


@dataclass(frozen=True, kw_only=True)
class LocalReply:
    """One of the proxy's errors, and the answer that replaces it."""

    status: HTTPStatus
    """The proxy's status."""
    route: str = ""
    """Name of the route; empty: any route of the API."""
    flags: tuple[str, ...] = ()
    """The proxy's response flags, any of them; none: any flags."""
    new_status: HTTPStatus | None = None
    """Status of the answer, if it differs from the proxy's."""
    body: str
    retry_after: int | None = None
    """Seconds."""


# If a pool's limit is reached, Envoy answers 503, which would mean that something is broken.
_FULL = LocalReply(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    flags=("UO",),
    new_status=HTTPStatus.TOO_MANY_REQUESTS,
    body=error_body(
        "The model is serving as many requests as it can. Please try again.", "rate_limit_error", code="overloaded"
    ),
    retry_after=1,
)


def derive_local_replies(
    mesh: Mesh, body: RequestBody, policies: Iterable[BackendPolicies], responses: Iterable[DirectResponse]
) -> Iterator[LocalReply]:
    """Yield the errors in the order in which the proxy checks them."""
    if body.longest and body.buffered:
        message = f"The request body is longer than {size(body.longest)}."
        text = error_body(message, "invalid_request_error", code="request_too_large")
        yield LocalReply(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, body=text)
    if any(policy.max_requests for backend in policies for policy in backend.in_force.values()):
        yield _FULL
    for response in responses:
        if response.awaits_body:
            route = f"{object_names.api_routes(mesh)}{response.name}"
            yield LocalReply(status=response.status, route=route, body=response.body)
