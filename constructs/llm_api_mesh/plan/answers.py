"""What the gateway answers itself, as the OpenAI API does, where a mesh has models and no backend for the rest."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from http import HTTPStatus

from llm_api_mesh.plan.asked import HeaderValue, model_header
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.model_source import ModelFromBody, ModelFromHeader, ModelFromPath


@dataclass(frozen=True, kw_only=True)
class Answer:
    """An answer without a backend."""

    name: str
    match: Match
    header: HeaderValue | None = None
    status: HTTPStatus
    body: str
    awaits_body: bool = False
    """Whether this is the route of a request whose body isn't read yet."""


def error_body(message: str, kind: str, *, param: str | None = None, code: str | None = None) -> str:
    """An error as the OpenAI API writes it."""
    return json.dumps({"error": {"message": message, "type": kind, "param": param, "code": code}})


def _error(message: str, param: str | None = None, code: str | None = None) -> str:
    return error_body(message, "invalid_request_error", param=param, code=code)


_NOT_FOUND = Answer(
    name="not-found",
    match=Match(),
    status=HTTPStatus.NOT_FOUND,
    body=_error("There is nothing here by this method and path."),
)


def answers(mesh: Mesh) -> list[Answer]:
    """The answers in the order in which they are looked for; none where a backend answers the rest."""
    if mesh.backend is not None:
        return []
    found = (_list(mesh), _unknown(mesh), _no_model(mesh), _NOT_FOUND)
    return [replace(one, match=within) for one in found if (within := one.match.within(mesh.match))]


def _list(mesh: Mesh) -> Answer:
    return Answer(
        name="models",
        match=Match(path="/v1/models", method="GET"),
        status=HTTPStatus.OK,
        body=json.dumps(_models(mesh)),
    )


def _unknown(mesh: Mesh) -> Answer:
    header = model_header(mesh)
    return Answer(
        name="unknown-model",
        match=Match(path_prefix=mesh.model_from.prefix) if isinstance(mesh.model_from, ModelFromPath) else Match(),
        header=HeaderValue(header=header, kind="present") if header else None,
        status=HTTPStatus.NOT_FOUND,
        body=_error("The model doesn't exist here. GET /v1/models lists those that do.", "model", "model_not_found"),
    )


def _no_model(mesh: Mesh) -> Answer:
    """For a request that generates, and names no model where this is looked for."""
    where = {
        ModelFromBody: 'as the text "model" of a JSON object, with the content type application/json',
        ModelFromHeader: f"in the header {model_header(mesh)}",
        ModelFromPath: f"in the path: {getattr(mesh.model_from, 'prefix', '')}MODEL/v1/...",
    }[type(mesh.model_from)]
    return Answer(
        name="no-model",
        match=Match(method="POST"),
        status=HTTPStatus.BAD_REQUEST,
        body=_error(f"You must provide a model, {where}.", "model"),
        awaits_body=isinstance(mesh.model_from, ModelFromBody),
    )


def _models(mesh: Mesh) -> dict[str, object]:
    names = sorted(name for model in mesh.models for name in model.names)
    return {
        "object": "list",
        "data": [{"id": name, "object": "model", "created": 0, "owned_by": mesh.name} for name in names],
    }
