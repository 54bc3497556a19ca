"""Any provider with a URL."""

from __future__ import annotations

import re
from typing import Annotated, NamedTuple
from urllib.parse import urlsplit

from llm_api_mesh.spec.base import Rule, refused
from llm_api_mesh.spec.names import is_domain
from llm_api_mesh.spec.providers.base import KeyedProvider

_PATH = re.compile(r"(/[A-Za-z0-9._~-]+)*")
# What clients add to a base URL.
_ENDPOINT = re.compile(
    r"/(audio/(speech|transcriptions|translations)|batches|chat/completions|completions|embeddings|files|"
    r"images/(edits|generations|variations)|messages|models|moderations|realtime|rerank|responses)"
)
_HTTPS = 443


class _Url(NamedTuple):
    address: str
    port: int
    path: str


def _parsed(url: str) -> _Url:
    parts = urlsplit(url)
    return _Url(parts.hostname or "", parts.port or _HTTPS, parts.path.rstrip("/"))


def _https_url(url: str) -> str:
    allowed = "an https URL with a host name, an optional port and an optional path, such as https://llm.example.net/v1"
    if not url.isascii() or not url.isprintable():  # urlsplit leaves line breaks out
        raise refused("provider-url", allowed=allowed)
    try:
        parts, parsed = urlsplit(url), _parsed(url)
    except ValueError:
        raise refused("provider-url", allowed=allowed) from None
    if parts.username or parts.password or parts.query or parts.fragment:
        raise refused("provider-url", given="a URL with more than host, port and path", allowed=allowed)
    if parts.scheme == "http":
        # A key must not be sent unencrypted.
        raise refused("provider-url", allowed=allowed, fix=f'Write "https{url[4:]}".')
    if parts.scheme != "https" or "." not in parsed.address or not is_domain(parsed.address):
        raise refused("provider-url", allowed=allowed)
    if not _PATH.fullmatch(parsed.path):
        raise refused("provider-url", allowed=allowed)
    if endpoint := re.search(rf"{_ENDPOINT.pattern}/*$", parsed.path):
        base = url[: url.rindex(endpoint[0])]
        why = f"the base URL, because clients add the endpoint, here {endpoint[0]}"
        raise refused("provider-url", allowed=why, fix=f'Write "{base}".')
    return url


class OpenAICompatible(KeyedProvider):
    """Any other provider whose API is compatible with OpenAI's."""

    url: Annotated[str, Rule(_https_url, format="uri", pattern="https://.+")]
    """Base URL as OpenAI's clients take it, such as "https://api.groq.com/openai/v1". Without a path, such as
    "https://api.perplexity.ai", the `/v1` of requests is removed. Becomes: the address, the port and the path."""

    @property
    def address(self) -> str:
        """The host of the URL."""
        return _parsed(self.url).address

    @property
    def port(self) -> int:
        """The port of the URL."""
        return _parsed(self.url).port

    @property
    def base_path(self) -> str:
        """The path of the URL."""
        return _parsed(self.url).path
