"""The place where a request names its model."""

from __future__ import annotations

from typing import Annotated

from pydantic import Tag

from llm_api_mesh.spec.base import Rule, Spec, one_of, refused
from llm_api_mesh.spec.match import HEADER_PATTERN, header_name, request_path

_OF_GATEWAYS = "x-llm-gateway-"
"""What the names of headers begin with that only a gateway writes."""


def _client_header(name: str) -> str:
    lower = header_name(name)
    if lower.startswith(_OF_GATEWAYS):
        raise refused("header-name", allowed=f"another name, because gateways themselves write {_OF_GATEWAYS}...")
    return lower


def _folder(path: str) -> str:
    if not request_path(path).endswith("/") or path == "/":
        raise refused("path-invalid", allowed='a path with a name between two slashes, such as "/models/"')
    return path


class ModelFromBody(Spec):
    """Read `model` from the JSON body, as in the OpenAI API.

    It needs an `LlmGateway`, which writes the model into the header `x-llm-gateway-model`.

    Becomes: `http[].match[].headers`.
    """


class ModelFromHeader(Spec):
    """Read the model from a header that clients send.

    Becomes: `http[].match[].headers`.
    """

    name: Annotated[str, Rule(_client_header, pattern=HEADER_PATTERN)]
    """Name of the header. Becomes: the key in `match[].headers`."""


class ModelFromPath(Spec):
    """Read the model from the path, such as `/models/<model>/v1/chat/completions`.

    The backend gets the path after the model.

    Becomes: `http[].match[].uri` and `http[].rewrite`.
    """

    prefix: Annotated[str, Rule(_folder, pattern=r"/[^?#*\s]+/")] = "/models/"
    """Path before the model, with a slash at both ends. Default: `/models/`. Becomes: the beginning of
    `match[].uri`."""


AnyModelSource = Annotated[
    Annotated[ModelFromBody, Tag("ModelFromBody")]
    | Annotated[ModelFromHeader, Tag("ModelFromHeader")]
    | Annotated[ModelFromPath, Tag("ModelFromPath")],
    one_of(ModelFromBody, ModelFromHeader, ModelFromPath),
]
