"""Hostile and wrong requests, and what each must get: the parts of the rows, and the callers that send them."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from e2e.support import raw
from e2e.support.llm_gateways import HOST, Platform
from e2e.support.tokens import AUDIENCE, ISSUER, Issuer, bearer
from lab.traffic.call import BROKEN, Answer
from llm_api_mesh import JwtRule

TWO, ANONYMOUS = "two.example.com", "other.example.com"
"""A host all of whose paths are public, and one that needs no token."""
ORIGIN = "https://app.example.com"
PREFLIGHT = {"origin": ORIGIN, "access-control-request-method": "POST"}
FIRST, SECOND, STRANGER = Issuer(), Issuer("https://second.example.com", "second"), Issuer()
RULES = [
    JwtRule(issuer=ISSUER, audiences=[AUDIENCE], jwks=FIRST.jwks),
    JwtRule(issuer=SECOND.name, audiences=[AUDIENCE], jwks=SECOND.jwks),
]
PATH = "/v1/chat/completions"
SPEECH = "/v1/audio/speech"
"""The path of an endpoint that is for one team only."""


@dataclass(frozen=True)
class Gets:
    """What a request gets."""

    status: int
    """`BROKEN`: no answer of HTTP."""
    code: str = ""
    """The code of an error in the format of the OpenAI API; empty: it has none."""
    of_envoy: bool = False
    """Whether the answer is Envoy's own, without this format."""
    served: bool = False
    """Whether a backend gets the request, once."""
    remark: str = ""
    """What the page says beside the status."""

    @property
    def answer(self) -> tuple[int, str]:
        """The status and the code, as `code` reads them from an answer."""
        return self.status, self.code

    @property
    def shown(self) -> str:
        """The status and the code, as the page shows them."""
        if self.status == BROKEN:
            return self.remark or "no answer: the connection ends"
        texts = [str(self.status), f"`{self.code}`" if self.code else "", self.remark]
        return ", ".join(filter(None, texts))


NO_TOKEN = Gets(401, "invalid_api_key")
NOT_ALLOWED = Gets(403, "model_not_found")
FORGED = Gets(403, "forbidden")
TWO_MODELS = Gets(400, remark="the body names two models")
NOT_FOUND = Gets(404)
TOO_LARGE = Gets(413, "request_too_large")
MISDIRECTED = Gets(421, "misdirected_request")
MALFORMED = Gets(400, of_envoy=True)
NO_BODY = Gets(400, remark="no body names a model")
COMPRESSED = Gets(400, remark="a compressed body names no model")
SERVED = Gets(200, served=True, remark="served")
AS_OTHER = Gets(200, served=True, remark="served as a request for the host without tokens")
REMOVED = Gets(200, served=True, remark="served without the header")
SPACED = Gets(200, served=True, remark="served with a space in its place")
PREFLIGHT_ANSWER = Gets(200, of_envoy=True, remark="without a header that allows anything")
ENDS = Gets(BROKEN)


class Row(Protocol):
    """A request with what it must get."""

    @property
    def gets(self) -> Gets:
        """What it must get."""

    def sent(self, gateway: Platform) -> Answer:
        """Send it."""


Rows = Mapping[str, Row]


@dataclass(frozen=True)
class Hostile:
    """A request by HTTP/1.1, byte by byte."""

    gets: Gets
    headers: Mapping[str, str] = field(default_factory=dict)
    more: tuple[raw.Header, ...] = ()
    """Further headers as they are, in addition to others of the same name."""
    model: object = "gpt"
    content: bytes | None = None
    """A body; None: a generation by the model."""
    host: str = HOST
    method: str = "POST"
    path: str = PATH
    version: str = "HTTP/1.1"

    def sent(self, gateway: Platform) -> Answer:
        """Send it to the port of plain HTTP."""
        payload = self.content or (body(self.model) if self.method == "POST" else b"")
        headers = [*self.headers.items(), *self.more, ("content-length", str(len(payload)))]
        given = {"content-type": "application/json"} if payload else {}
        headers += [(name, value) for name, value in given.items() if name not in self.headers]
        return raw.send(gateway.lab, raw.head(self.host, headers, self.method, self.path, self.version) + payload)


@dataclass(frozen=True)
class Bytes:
    """Bytes that aren't a request of HTTP, or might be two."""

    gets: Gets
    content: bytes

    def sent(self, gateway: Platform) -> Answer:
        """Send them to the port of plain HTTP."""
        return raw.send(gateway.lab, self.content)


@dataclass(frozen=True)
class Http2:
    """A request by HTTP/2 without TLS, with all headers as they are."""

    gets: Gets
    headers: tuple[raw.Header, ...] = ()
    content: bytes = b""
    trailers: tuple[raw.Header, ...] = ()
    pseudo: tuple[raw.Header, ...] = (
        (":method", "POST"),
        (":scheme", "http"),
        (":authority", HOST),
        (":path", PATH),
    )

    def sent(self, gateway: Platform) -> Answer:
        """Send it to the port of plain HTTP."""
        return raw.send_http2(gateway.lab, [*self.pseudo, *self.headers], self.content, self.trailers)


@dataclass(frozen=True)
class Connected:
    """A request on a connection of some kind: to another port, or by TLS for another host."""

    gets: Gets
    options: Mapping[str, Any] = field(default_factory=dict)
    """Keywords of `Platform.call`."""

    def sent(self, gateway: Platform) -> Answer:
        """Send it."""
        return gateway.call("gpt", **self.options)


def team(name: object = "research", **claims: Any) -> dict[str, str]:
    """The header with a token of a caller of a team."""
    return bearer(FIRST.token(team=name, **claims))


def body(model: object = "gpt") -> bytes:
    """A generation."""
    return json.dumps({"model": model, "messages": [{"role": "user", "content": "hi"}]}).encode()


def now(seconds: int) -> int:
    """A time of a token."""
    return int(time.time()) + seconds


def code(answer: Answer) -> tuple[int, str]:
    """The status of an answer, and the code of its error if that is in the format of the OpenAI API."""
    of_openai = answer.status >= 400 and answer.headers.get("content-type") == "application/json"
    return answer.status, (answer.json()["error"]["code"] or "") if of_openai else ""
