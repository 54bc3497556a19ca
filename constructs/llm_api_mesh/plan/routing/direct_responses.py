"""The gateway's own answers, like those of the OpenAI API, if an API has models but no backend for other requests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus

from llm_api_mesh.plan.openai_error import error_body
from llm_api_mesh.plan.routing.model_match import HeaderValue, model_header
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.model_source import AnyModelSource, ModelFromBody, ModelFromHeader, ModelFromPath


@dataclass(frozen=True, kw_only=True)
class DirectResponse:
    """An answer without a backend."""

    name: str
    """End of the route's name."""
    match: Match
    header: HeaderValue | None = None
    status: HTTPStatus
    body: str
    awaits_body: bool = False
    """Whether requests take this route before their body has been read."""


def _error(message: str, param: str | None = None, code: str | None = None) -> str:
    return error_body(message, "invalid_request_error", param=param, code=code)


_NOT_FOUND = DirectResponse(
    name="not-found",
    match=Match(),
    status=HTTPStatus.NOT_FOUND,
    body=_error("There is nothing here by this method and path."),
)


def derive_direct_responses(mesh: Mesh) -> Iterator[DirectResponse]:
    """Yield the answers in the order in which the proxy tries them; none if a backend gets all other requests."""
    if mesh.backend is None:
        for one in (_list(mesh), _unknown(mesh), _no_model(mesh), _NOT_FOUND):
            if match := one.match.intersection(mesh.match):
                yield replace(one, match=match)


def _list(mesh: Mesh) -> DirectResponse:
    return DirectResponse(
        name="models",
        match=Match(path="/v1/models", method="GET"),
        status=HTTPStatus.OK,
        body=json.dumps(_models(mesh)),
    )


def _unknown(mesh: Mesh) -> DirectResponse:
    header = model_header(mesh)
    return DirectResponse(
        name="unknown-model",
        match=Match(path_prefix=mesh.model_from.prefix) if isinstance(mesh.model_from, ModelFromPath) else Match(),
        header=HeaderValue(header=header, kind="present") if header else None,
        status=HTTPStatus.NOT_FOUND,
        body=_error("The model doesn't exist here. GET /v1/models lists those that do.", "model", "model_not_found"),
    )


def _no_model(mesh: Mesh) -> DirectResponse:
    """The answer to a request that would generate something but names no model."""
    return DirectResponse(
        name="no-model",
        match=Match(method="POST"),
        status=HTTPStatus.BAD_REQUEST,
        body=_error(f"You must provide a model, {_place_of_model(mesh.model_from)}.", "model"),
        awaits_body=isinstance(mesh.model_from, ModelFromBody),
    )


def _place_of_model(source: AnyModelSource) -> str:
    if isinstance(source, ModelFromPath):
        return f"in the path: {source.prefix}MODEL/v1/..."
    if isinstance(source, ModelFromHeader):
        return f"in the header {source.name}"
    return 'as the text "model" of a JSON object, with the content type application/json'


def _models(mesh: Mesh) -> dict[str, object]:
    names = sorted(name for model in mesh.models for name in model.names)
    return {
        "object": "list",
        "data": [{"id": name, "object": "model", "created": 0, "owned_by": mesh.name} for name in names],
    }
