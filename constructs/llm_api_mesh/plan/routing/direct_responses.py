"""The gateway's own answers, like those of the OpenAI API, if an API has models but no backend for other requests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus

from llm_api_mesh.plan.openai_error import error_body
from llm_api_mesh.plan.public_paths import PublicPaths
from llm_api_mesh.plan.routing.access import Alternatives
from llm_api_mesh.plan.routing.model_match import HeaderValue, model_header
from llm_api_mesh.plan.routing.outside import Outside, outside_models_in_paths, outside_public_paths
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.model_source import AnyModelSource, ModelFromBody, ModelFromHeader, ModelFromPath


@dataclass(frozen=True, kw_only=True)
class DirectResponse:
    """An answer without a backend."""

    name: str
    """End of the route's name."""
    match: Match
    header: HeaderValue | None = None
    alternatives: Alternatives = ()
    """Sets of further conditions, of which all of one set must be met; none: any request."""
    outside: tuple[Outside, ...] = ()
    """Further conditions, any of which must be met; none: any request."""
    status: HTTPStatus
    body: str
    awaits_body: bool = False
    """Whether requests take this route before their body has been read."""
    refuses: bool = False
    """Whether it refuses callers that another route would serve."""
    lists: bool = False
    """Whether it lists models: its requests are found by their path alone, and their bodies mean nothing."""


def _error(message: str, param: str | None = None, code: str | None = None) -> str:
    return error_body(message, "invalid_request_error", param=param, code=code)


_NO_SUCH_MODEL = _error("The model doesn't exist here. GET /v1/models lists those that do.", "model", "model_not_found")
# OpenAI refuses a model in these words, whether it exists or not.
_NO_ACCESS = _error(
    "The model doesn't exist here, or you may not use it. GET /v1/models lists those that you may use.",
    "model",
    "model_not_found",
)
_NOT_FOUND = DirectResponse(
    name="not-found",
    match=Match(),
    status=HTTPStatus.NOT_FOUND,
    body=_error("There is nothing here by this method and path."),
)


def derive_closed(api: ApiSpec, public: PublicPaths) -> Iterator[DirectResponse]:
    """Give the errors that come before all other routes: for paths that aren't public."""
    if public.all:
        return
    if _are_unknown_first(api, public):
        unknown = replace(_unknown(api), outside=tuple(outside_models_in_paths(api)))
        yield from within(api, unknown)
    closed = replace(_NOT_FOUND, name="not-public:", outside=tuple(outside_public_paths(api, public)))
    yield from within(api, closed)


def _are_unknown_first(api: ApiSpec, public: PublicPaths) -> bool:
    """Return whether unknown models are refused before all other routes, because their names are a part of the path."""
    return not public.all and api.backend is None and isinstance(api.model_from, ModelFromPath)


def refused_model(api: ApiSpec) -> DirectResponse:
    """The answer to a caller who may not use a model: that of a model which doesn't exist."""
    return replace(_unknown(api), name="not-allowed:", match=Match(), header=None, refuses=True)


REFUSED = DirectResponse(
    name="not-allowed:",
    match=Match(),
    status=HTTPStatus.FORBIDDEN,
    body=error_body("You may not use this API.", "permission_error", code="forbidden"),
    refuses=True,
)
"""The answer to a caller who may not use an endpoint, or the API's own backend."""


def derive_refusals(api: ApiSpec, public: PublicPaths) -> Iterator[DirectResponse]:
    """Give them in the order in which the proxy tries them; none if a backend gets all other requests."""
    if api.backend is not None:
        return
    unknown = () if _are_unknown_first(api, public) else (_unknown,)
    for refusal in (_unlisted, *unknown, _compressed, _no_model):
        for response in within(api, refusal(api)):
            if public.meets(response.match):
                yield response
    yield from within(api, _NOT_FOUND)


def within(api: ApiSpec, response: DirectResponse | None) -> Iterator[DirectResponse]:
    """The response for those of its requests that are for the API."""
    if response and (match := response.match.intersection(api.match)):
        yield replace(response, match=match)


def _unlisted(api: ApiSpec) -> DirectResponse:
    """For the path of a model that isn't listed."""
    status, body = _of_unknown_model(api)
    return DirectResponse(
        name="unlisted-model", match=Match(path_prefix="/v1/models/", method="GET"), status=status, body=body
    )


def _of_unknown_model(api: ApiSpec) -> tuple[HTTPStatus, str]:
    """The answer to a request for a model that doesn't exist: one that doesn't tell whether it exists for others."""
    if api.access or any(model.access for model in api.models):
        return HTTPStatus.FORBIDDEN, _NO_ACCESS
    return HTTPStatus.NOT_FOUND, _NO_SUCH_MODEL


def _unknown(api: ApiSpec) -> DirectResponse:
    header = model_header(api)
    status, body = _of_unknown_model(api)
    return DirectResponse(
        name="unknown-model",
        match=Match(path_prefix=api.model_from.prefix) if isinstance(api.model_from, ModelFromPath) else Match(),
        header=HeaderValue(header=header, kind="present") if header else None,
        status=status,
        body=body,
    )


def _compressed(api: ApiSpec) -> DirectResponse | None:
    """For a request whose body can't be read."""
    if not isinstance(api.model_from, ModelFromBody):
        return None
    message = "The body has a content-encoding, so its model can't be read. Send the body without compression."
    return DirectResponse(
        name="compressed",
        match=Match(method="POST"),
        header=HeaderValue(header="content-encoding", kind="present"),
        status=HTTPStatus.BAD_REQUEST,
        body=_error(message, "model"),
        # A body can be readable in spite of the header, such as one with `content-encoding: identity`.
        awaits_body=True,
    )


def _no_model(api: ApiSpec) -> DirectResponse:
    """The answer to a request that would generate something but names no model."""
    return DirectResponse(
        name="no-model",
        match=Match(method="POST"),
        status=HTTPStatus.BAD_REQUEST,
        body=_error(f"You must provide a model, {_place_of_model(api.model_from)}.", "model"),
        awaits_body=isinstance(api.model_from, ModelFromBody),
    )


def _place_of_model(source: AnyModelSource) -> str:
    if isinstance(source, ModelFromPath):
        return f"in the path: {source.prefix}MODEL/v1/..."
    if isinstance(source, ModelFromHeader):
        return f"in the header {source.name}"
    return 'as the text "model" of a JSON object, with the content type application/json'
