"""The proxy's own errors in the format of the OpenAI API, for the requests of all APIs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from llm_api_mesh.plan.llm_gateway.headers import API_ROUTES, COMPRESSED, NO_MODEL
from llm_api_mesh.plan.openai_error import error_body
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

# A limit of 10 requests a minute lets the next one pass after 6 seconds.
_SPILL_SECONDS = 10


@dataclass(frozen=True, kw_only=True)
class Reply:
    """An error of the proxy, and what the client gets instead."""

    status: HTTPStatus
    body: str
    and_above: bool = False
    """Whether it is for all larger statuses as well."""
    flags: tuple[str, ...] = ()
    """Envoy's response flags, of which the error has one; empty: any."""
    condition: str = ""
    """A CEL expression that must be true."""
    new_status: HTTPStatus | None = None
    """Status of the answer, if it differs from the proxy's."""
    retry_after: int | None = None
    """Seconds."""


def unchanged(spec: LlmGatewaySpec) -> str:
    """Return the CEL expression for answers that stay as they are.

    A VirtualService's `directResponse` has its own text, and so has a script, such as the one that finds no key for a
    provider. On shared pods, a neighbour's route doesn't have the name of an API's route.
    """
    own_text = "response.code_details in ['direct_response', 'lua_response']"
    return f"{own_text} || !xds.route_name.startsWith('{API_ROUTES}')" if spec.shared else own_text


def derive_replies(spec: LlmGatewaySpec) -> Iterator[Reply]:
    """Return the replies in the order in which the proxy looks for them."""
    invalid = "invalid_request_error"
    yield Reply(
        status=HTTPStatus.SERVICE_UNAVAILABLE,
        flags=("UO",),  # a pool's limit of requests
        new_status=HTTPStatus.TOO_MANY_REQUESTS,
        retry_after=1,
        body=error_body(
            "The model is serving as many requests as it can. Please try again.", "rate_limit_error", code="overloaded"
        ),
    )
    yield Reply(
        status=HTTPStatus.TOO_MANY_REQUESTS,
        condition="response.code_details == 'local_rate_limited'",  # the limit of a failover
        retry_after=_SPILL_SECONDS,
        body=error_body(
            "All backends are busy, and as many requests as may be have gone to the last one. Try again later.",
            "rate_limit_error",
            code="spill_limit",
        ),
    )
    yield Reply(
        status=HTTPStatus.TOO_MANY_REQUESTS,
        body=error_body("Too many requests. Please try again later.", "rate_limit_error", code="rate_limit_exceeded"),
    )
    yield Reply(
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        body=error_body(
            f"The request body is longer than {spec.max_request_bytes} bytes.", invalid, code="request_too_large"
        ),
    )
    yield Reply(
        status=HTTPStatus.BAD_REQUEST,
        condition=f"xds.route_name.endsWith('{NO_MODEL}')",
        body=error_body("The request body must be a JSON object with the name of a model.", invalid, param="model"),
    )
    yield Reply(
        status=HTTPStatus.BAD_REQUEST,
        condition=f"xds.route_name.endsWith('{COMPRESSED}')",
        body=error_body(
            "The body has a content-encoding, so its model can't be read. Send the body without compression.",
            invalid,
            param="model",
        ),
    )
    yield Reply(
        status=HTTPStatus.UNAUTHORIZED,
        body=error_body("The request's token isn't valid.", "authentication_error", code="invalid_token"),
    )
    yield Reply(
        status=HTTPStatus.FORBIDDEN,
        body=error_body("The request isn't allowed.", "permission_error", code="forbidden"),
    )
    yield Reply(status=HTTPStatus.NOT_FOUND, body=error_body("There is nothing here by this method and path.", invalid))
    yield Reply(
        status=HTTPStatus.GATEWAY_TIMEOUT,
        body=error_body("The model didn't answer in time.", "server_error", code="timeout"),
    )
    yield Reply(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        and_above=True,
        body=error_body("The model isn't available. Please try again.", "server_error", code="unavailable"),
    )
