"""Requests byte by byte, for those that an HTTP client wouldn't send."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from lab import limits
from lab.environment import Lab
from lab.machine import namespaces
from lab.traffic.call import Answer

SIZE = 65536
"""The number of bytes for one read."""

Header = tuple[str, str]


def head(host: str, headers: Sequence[Header], method: str = "POST", path: str = "/v1/chat/completions") -> bytes:
    """The head of a request, with its headers unchanged."""
    lines = [f"{method} {path} HTTP/1.1", f"host: {host}", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "", ""]).encode()


def whole(host: str, body: bytes, headers: Sequence[Header]) -> bytes:
    """A request with a body of known length."""
    return head(host, [*headers, ("content-length", str(len(body)))]) + body


def chunked(host: str, parts: Sequence[bytes], headers: Sequence[Header]) -> bytes:
    """A request with a chunked body."""
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))
    return head(host, [*headers, ("transfer-encoding", "chunked")]) + chunks


@contextmanager
def connection(lab: Lab) -> Iterator[socket.socket]:
    """A connection to the gateway."""
    opened = namespaces.connect(lab.hub.namespace, (lab.gateway.host.address, 80), limits.CALL_SECONDS)
    with opened:
        yield opened


def read(opened: socket.socket) -> Answer:
    """Read an answer from a connection."""
    with http.client.HTTPResponse(opened) as response:
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read())


def send(lab: Lab, request: bytes) -> Answer:
    """Send bytes to the gateway and read the answer."""
    with connection(lab) as opened:
        opened.sendall(request)
        return read(opened)
