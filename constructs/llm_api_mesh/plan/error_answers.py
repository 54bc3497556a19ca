"""Errors that the proxy itself answers, and what a client of the OpenAI API is told instead of the proxy's own text."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from llm_api_mesh.plan import names, request_body
from llm_api_mesh.plan.answers import answers, error_body
from llm_api_mesh.plan.policy import policies
from llm_api_mesh.spec.mesh import Mesh


@dataclass(frozen=True, kw_only=True)
class ErrorAnswer:
    """One of the proxy's errors, and its answer."""

    status: HTTPStatus
    """The proxy's status."""
    route: str = ""
    """The name of the route; empty: any of the mesh."""
    flags: tuple[str, ...] = ()
    """The proxy's response flags, any of them; none: whatever they are."""
    answer: HTTPStatus | None = None
    """The status of the answer, where it is another one."""
    body: str
    retry_after: int | None = None
    """Seconds."""


# The pool's limit. Envoy's own answer is 503, which says that something is broken.
_FULL = ErrorAnswer(
    status=HTTPStatus.SERVICE_UNAVAILABLE,
    flags=("UO",),
    answer=HTTPStatus.TOO_MANY_REQUESTS,
    body=error_body(
        "The model is serving as many requests as it can. Please try again.", "rate_limit_error", code="overloaded"
    ),
    retry_after=1,
)


def error_answers(mesh: Mesh) -> list[ErrorAnswer]:
    """The errors in the order in which they are looked for."""
    found = []
    if request_body.kept(mesh):
        longest = request_body.longest(mesh)
        message = f"The request body is longer than {longest} bytes."
        body = error_body(message, "invalid_request_error", code="request_too_large")
        found.append(ErrorAnswer(status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE, body=body))
    in_force = [policy for target in mesh.backends for policy in policies(mesh, target.backend).values()]
    if any(policy.max_requests for policy in in_force):
        found.append(_FULL)
    own = [answer for answer in answers(mesh) if answer.awaits_body]
    name = names.routes(mesh)
    return [*found, *(ErrorAnswer(status=one.status, route=f"{name}{one.name}", body=one.body) for one in own)]
