"""Which web pages of other origins may call an API from a browser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated, Self

from pydantic import model_validator

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.durations import between
from llm_api_mesh.spec.match import header_name

ANY_ORIGIN = "*"
_ORIGIN = re.compile(r"https?://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?")

# What the OpenAI client for JavaScript sends.
_OF_CLIENTS = (
    "authorization",
    "content-type",
    "openai-beta",
    "openai-organization",
    "openai-project",
    "x-session-id",
    "x-stainless-arch",
    "x-stainless-helper-method",
    "x-stainless-lang",
    "x-stainless-os",
    "x-stainless-package-version",
    "x-stainless-retry-count",
    "x-stainless-runtime",
    "x-stainless-runtime-version",
    "x-stainless-timeout",
)


def _origin(origin: str) -> str:
    if origin == ANY_ORIGIN or _ORIGIN.fullmatch(origin):
        return origin
    near = origin.rstrip("/").lower()
    raise refused(
        "field-invalid",
        allowed='an origin as browsers write it, "https://app.example.com", or "*" for any',
        fix=f'Write "{near}".' if _ORIGIN.fullmatch(near) else "",
    )


def _origins(origins: Sequence[str]) -> tuple[str, ...]:
    if not origins:
        raise refused("field-invalid", given="[]", allowed="at least one origin")
    if ANY_ORIGIN in origins and len(set(origins)) > 1:
        raise refused("field-invalid", allowed=f'"{ANY_ORIGIN}" alone, because it means any origin')
    return tuple(sorted(set(origins)))


def _header_names(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({header_name(name) for name in names}))


def _exposed(names: Sequence[str]) -> tuple[str, ...]:
    """Accept names without `%`, as routes set a header to them, in which Envoy reads `%...%` as a command."""
    for name in names:
        if "%" in name:
            raise refused(
                "header-name", given=show(name), allowed="names without %, which the proxy would read as a command"
            )
    return _header_names(names)


_Headers = Annotated[List[str], Rule(_header_names)]
_Exposed = Annotated[List[str], Rule(_exposed)]


class Cors(Spec):
    """Web pages of other origins that may call the API from a browser.

    The gateway answers a browser's preflight itself, also for a model in the body, which a preflight doesn't have.
    Errors of the gateway and the list of models can be read by these pages as well. The pages may use the methods of
    the API's public paths. The gateway removes a model server's own headers that allow pages of other origins.

    Becomes: `http[].corsPolicy`, `http[].headers.response`, and a route for preflights.
    """

    allow_origins: Annotated[List[Annotated[str, Rule(_origin)]], Rule(_origins, minItems=1)]
    """Origins of the pages, such as "https://app.example.com", or "*" for any. Becomes: `corsPolicy.allowOrigins`."""
    allow_headers: _Headers = _OF_CLIENTS
    """Request headers that the pages may send. Default: those of OpenAI's client for JavaScript, and `x-session-id`.
    Becomes: `corsPolicy.allowHeaders`."""
    expose_headers: _Exposed = ("retry-after", "x-request-id")
    """Response headers that the pages may read, without `%`. Default: `retry-after` and `x-request-id`. Becomes:
    `corsPolicy.exposeHeaders`."""
    allow_credentials: bool = False
    """Whether browsers send cookies and client certificates; not with "*". Default: False. Becomes:
    `corsPolicy.allowCredentials`."""
    max_age: Annotated[timedelta, between(timedelta(seconds=1), timedelta(hours=12))] = timedelta(minutes=10)
    """How long a browser remembers the answer to a preflight; 1 s to 12 h. Default: 10 minutes. Becomes:
    `corsPolicy.maxAge`."""

    @model_validator(mode="after")
    def _no_credentials_for_all(self) -> Self:
        if self.allow_credentials and ANY_ORIGIN in self.allow_origins:
            raise refused(
                "field-invalid",
                given='allow_credentials with allow_origins=["*"]',
                allowed="allow_credentials with listed origins, because browsers refuse credentials for any origin",
            )
        return self
