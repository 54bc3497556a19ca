"""The proxy's own errors in the format of the OpenAI API, for the requests of all APIs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from llm_api_mesh.plan.llm_gateway.callers import Callers
from llm_api_mesh.plan.llm_gateway.headers import API_ROUTES, COMPRESSED, NO_MODEL
from llm_api_mesh.plan.openai_error import error_body
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

_ROUTE = "xds.route_name"
_VIRTUAL_HOST = "xds.virtual_host_name"
_HOST = "request.host"
_SNI = "connection.requested_server_name"  # in lower case; empty without TLS

# The connection is for another host, and its part of the listener has no routes for the request's host. If this part
# has no VirtualService at all, istiod adds a host that it calls `blackhole`. A request's host may have a port.
_OTHER_HOST = f"!({_HOST} == {_SNI} || {_HOST}.contains(':') && {_HOST}.startsWith({_SNI}))"
_NO_ROUTES = f"(!has({_VIRTUAL_HOST}) || {_VIRTUAL_HOST}.startsWith('blackhole:'))"
_MISDIRECTED = f"{_SNI} != '' && {_OTHER_HOST} && {_NO_ROUTES}"

# The authorizer of API keys didn't answer, or Istio's mesh configuration lacks it, and istiod denies what needs it.
_UNCHECKED = "response.code_details == 'ext_authz_error' || response.code_details.contains('-due-to-bad-CUSTOM-action')"

# The type of an error in OpenAI's format that a client has to mend.
_INVALID = "invalid_request_error"

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
    challenge: str = ""
    """Value of the header `www-authenticate`; empty: none."""


def unchanged(spec: LlmGatewaySpec) -> str:
    """Return the CEL expression for answers that stay as they are.

    A VirtualService's `directResponse` has its own text, and so have the authorizer of API keys and a script, such as
    the one that finds no key for a provider. On shared pods, a neighbour's route doesn't have the name of an API's
    route, and a request may have none.
    """
    texts = ["direct_response", "lua_response", *(["ext_authz_denied"] if spec.api_keys else [])]
    own_text = f"response.code_details in [{', '.join(map(repr, texts))}]"
    other = f"!has({_ROUTE}) || !{_ROUTE}.startsWith('{API_ROUTES}')"
    return f"{own_text} || {other}" if spec.shared else own_text


def derive_replies(spec: LlmGatewaySpec, callers: Callers | None) -> Iterator[Reply]:
    """Return the replies in the order in which the proxy looks for them."""
    yield from _of_limits()
    yield from _of_bodies(spec)
    yield from _of_callers(callers)
    yield from _of_routes(spec)
    yield from _of_backends()


def _of_limits() -> Iterator[Reply]:
    """A pool, the pod of the gateway, or a failover takes no more requests at the moment."""
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
        status=HTTPStatus.INTERNAL_SERVER_ERROR,  # or 503: a body that was arriving gets 500
        and_above=True,
        condition="response.code_details.startsWith('overload')",  # the memory of the pod is full
        new_status=HTTPStatus.SERVICE_UNAVAILABLE,
        retry_after=1,
        body=error_body(
            "The gateway is serving as many requests as it can. Please try again.",
            "server_error",
            code="gateway_overloaded",
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


def _of_bodies(spec: LlmGatewaySpec) -> Iterator[Reply]:
    """The gateway can't use the request's body."""
    yield Reply(
        status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        body=error_body(
            f"The request body is longer than {spec.max_request_bytes} bytes.", _INVALID, code="request_too_large"
        ),
    )
    yield Reply(
        status=HTTPStatus.BAD_REQUEST,
        condition=f"{_ROUTE}.endsWith('{NO_MODEL}')",
        body=error_body("The request body must be a JSON object with the name of a model.", _INVALID, param="model"),
    )
    yield Reply(
        status=HTTPStatus.BAD_REQUEST,
        condition=f"{_ROUTE}.endsWith('{COMPRESSED}')",
        body=error_body(
            "The body has a content-encoding, so its model can't be read. Send the body without compression.",
            _INVALID,
            param="model",
        ),
    )
    yield Reply(
        status=HTTPStatus.REQUEST_TIMEOUT,
        body=error_body("The request didn't arrive in time.", _INVALID, code="request_timeout"),
    )


def _of_callers(callers: Callers | None) -> Iterator[Reply]:
    """The caller isn't known, or may not send the request."""
    wrong_token = error_body("The request's token isn't valid.", _INVALID, code="invalid_api_key")
    yield Reply(status=HTTPStatus.UNAUTHORIZED, body=wrong_token)
    if callers and callers.authorizer:
        yield Reply(
            status=HTTPStatus.FORBIDDEN,
            and_above=True,
            condition=_UNCHECKED,
            new_status=HTTPStatus.SERVICE_UNAVAILABLE,
            body=error_body(
                "API keys can't be checked at the moment. Please try again.", "server_error", code="unavailable"
            ),
        )
    if callers and callers.rules:
        yield Reply(
            status=HTTPStatus.FORBIDDEN,
            condition="response.code_details.startsWith('jwt_authn_access_denied')",  # another audience
            new_status=HTTPStatus.UNAUTHORIZED,
            challenge="Bearer",
            body=wrong_token,
        )
    if callers:
        what, place = ("API key", "<key>") if callers.authorizer else ("token", "<token>")
        yield Reply(
            status=HTTPStatus.FORBIDDEN,
            condition=f"response.code_details.contains('-policy[{callers.policy_name}]-')",
            new_status=HTTPStatus.UNAUTHORIZED,
            challenge="Bearer",
            body=error_body(
                f"The request has no {what}. Send one in the header authorization: Bearer {place}.",
                _INVALID,
                code="invalid_api_key",
            ),
        )
    yield Reply(
        status=HTTPStatus.FORBIDDEN,
        body=error_body("The request isn't allowed.", "permission_error", code="forbidden"),
    )


def _of_routes(spec: LlmGatewaySpec) -> Iterator[Reply]:
    """No API takes the request."""
    if not spec.shared:  # a request without a route may be a neighbour's
        yield Reply(
            status=HTTPStatus.NOT_FOUND,
            condition=_MISDIRECTED,
            new_status=HTTPStatus.MISDIRECTED_REQUEST,
            body=error_body(
                "This connection is for another host. Please send the request on a new connection.",
                _INVALID,
                code="misdirected_request",
            ),
        )
    yield Reply(
        status=HTTPStatus.NOT_FOUND, body=error_body("There is nothing here by this method and path.", _INVALID)
    )


def _of_backends() -> Iterator[Reply]:
    """The backend doesn't answer."""
    yield Reply(
        status=HTTPStatus.GATEWAY_TIMEOUT,
        body=error_body("The model didn't answer in time.", "server_error", code="timeout"),
    )
    yield Reply(
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        and_above=True,
        body=error_body("The model isn't available. Please try again.", "server_error", code="unavailable"),
    )
