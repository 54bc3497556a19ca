"""The paths that an API serves to its clients, each with its methods."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, get_args

from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.match import Method, request_path

SEGMENT = "{*}"
REST = "{**}"

_WILDCARD = re.compile(r"\{\*\*?\}")


def _template(path: str) -> str:
    literal = _WILDCARD.sub("", path)
    if "*" in literal:
        near = re.sub(r"/[^/]*\*.*", f"/{REST}", literal)
        raise refused(
            "path-invalid",
            allowed=f"{SEGMENT} for one segment, and {REST} for the rest of the path",
            fix=f'Write "{near}".' if near == request_path(near.replace(REST, "x"))[:-1] + REST else "",
        )
    if re.search(r"[{}]", literal):
        raise refused("path-invalid", allowed=f"no braces except {SEGMENT} and {REST}")
    *folders, last = path.split("/")
    if REST in path and (any(REST in one for one in folders) or last != REST):
        raise refused("path-invalid", allowed=f"{REST} as the last segment, because it is the rest of the path")
    if any(SEGMENT in one and one != SEGMENT for one in (*folders, last)):
        raise refused("path-invalid", allowed=f"{SEGMENT} as a whole segment, between two slashes or at the end")
    request_path(_WILDCARD.sub("x", path))
    return path


def _methods(methods: Sequence[Method]) -> tuple[Method, ...]:
    if not methods:
        raise refused("field-invalid", given="[]", allowed="at least one method")
    return tuple(sorted(set(methods)))


class PublicPath(Spec):
    """A path that an API serves to its clients, with its methods.

    The gateway compares the path as it is in the request, without the query; upper and lower case differ. `{*}` is one
    segment, such as the id of a file. `{**}` is the rest of the path, which may be empty or have slashes, as the names
    of models have. No segment in their place begins with a dot, `{*}` has no percent-encoded characters, and `{**}` has
    no encoded dot, backslash or percent sign. So a request with `..%2F` can't reach another path of a server.

    Becomes: a part of the regular expressions of the route that answers 404 to all other requests.
    """

    path: Annotated[str, Rule(_template, pattern=r"/([^?#*{}\s]|\{\*\*?\})*")]
    """The whole path without the query, such as `/v1/rerank` or `/v1/files/{*}/content`. Becomes: a part of
    `match[].withoutHeaders`."""
    methods: Annotated[List[Method], Rule(_methods, minItems=1)] = ("POST",)
    """HTTP methods of the path. Default: `POST`. Becomes: `match[].method`."""

    @property
    def segments(self) -> list[str]:
        """The parts of the path between its slashes."""
        return self.path.removeprefix("/").split("/")

    @property
    def conditions(self) -> str:
        """The path with its methods, as the documentation writes them."""
        return f"{'|'.join(self.methods)} {self.path}"


def _openai(path: str, *methods: Method) -> PublicPath:
    return PublicPath(path=f"/v1/{path}", methods=methods)


OPENAI_PATHS: tuple[PublicPath, ...] = (
    _openai("chat/completions", "GET", "POST"),
    _openai("chat/completions/{*}", "DELETE", "GET"),
    _openai("chat/completions/{*}/messages", "GET"),
    _openai("completions", "POST"),
    _openai("responses", "GET", "POST"),
    _openai("responses/compact", "POST"),
    _openai("responses/input_tokens", "POST"),
    _openai("responses/{*}", "DELETE", "GET"),
    _openai("responses/{*}/cancel", "POST"),
    _openai("responses/{*}/input_items", "GET"),
    _openai("conversations", "POST"),
    _openai("conversations/{*}", "DELETE", "GET", "POST"),
    _openai("conversations/{*}/items", "GET", "POST"),
    _openai("conversations/{*}/items/{*}", "DELETE", "GET"),
    _openai("embeddings", "POST"),
    _openai("moderations", "POST"),
    _openai("audio/speech", "POST"),
    _openai("audio/transcriptions", "POST"),
    _openai("audio/translations", "POST"),
    _openai("images/edits", "POST"),
    _openai("images/generations", "POST"),
    _openai("images/variations", "POST"),
    _openai("realtime", "GET"),
    _openai("realtime/calls", "POST"),
    _openai("realtime/client_secrets", "POST"),
    _openai("models", "GET"),
    _openai("models/{**}", "GET"),
    _openai("files", "GET", "POST"),
    _openai("files/{*}", "DELETE", "GET"),
    _openai("files/{*}/content", "GET"),
    _openai("uploads", "POST"),
    _openai("uploads/{*}/cancel", "POST"),
    _openai("uploads/{*}/complete", "POST"),
    _openai("uploads/{*}/parts", "POST"),
    _openai("batches", "GET", "POST"),
    _openai("batches/{*}", "GET"),
    _openai("batches/{*}/cancel", "POST"),
    _openai("messages", "POST"),
    _openai("messages/count_tokens", "POST"),
)
"""The paths of the OpenAI API with which clients use models, and those of Anthropic's Messages. The paths for
fine-tuning, assistants, threads, vector stores and the administration of an organization aren't among them."""

GRPC_PATHS: tuple[PublicPath, ...] = (PublicPath(path="/{*}/{*}"),)
"""Each method of each gRPC service."""

ALL_PATHS: tuple[PublicPath, ...] = (PublicPath(path="/{**}", methods=get_args(Method)),)
"""Every path with every method, including the server's own paths, such as `/metrics` and `/pause`."""
