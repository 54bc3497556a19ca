"""What a gateway does with plain HTTP."""

from __future__ import annotations

from typing import Annotated

from pydantic import Tag

from llm_api_mesh.spec.base import Spec, one_of
from llm_api_mesh.spec.names import Port


class PlainHttp(Spec):
    """Plain HTTP: keys and prompts cross the network in the clear.

    Becomes: a server with protocol HTTP in the `Gateway`.
    """

    port: Port = 80
    """Port of plain HTTP. Default: 80. Becomes: `servers[].port.number`."""


class RedirectToHttps(Spec):
    """The gateway answers plain HTTP with a redirect to the same address by HTTPS.

    An `LlmGateway` answers 308, with which a `POST` stays a `POST`, and leads to its `https_port`. A `Gateway` answers
    301 and leads to port 443, because Istio's `httpsRedirect` can do nothing else. After 301, many clients repeat a
    `POST` as a `GET`.

    Becomes: at an `LlmGateway`, a `Gateway` and a `VirtualService` with a `redirect`; at a `Gateway`,
    `servers[].tls.httpsRedirect`.
    """

    port: Port = 80
    """Port of plain HTTP. Default: 80. Becomes: `servers[].port.number`."""


AnyHttp = Annotated[
    Annotated[PlainHttp, Tag("PlainHttp")] | Annotated[RedirectToHttps, Tag("RedirectToHttps")],
    one_of(PlainHttp, RedirectToHttps),
]
