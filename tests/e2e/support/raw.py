"""Requests byte by byte, for those that an HTTP client wouldn't send."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import ConnectionTerminated, DataReceived, Event, ResponseReceived, StreamEnded, StreamReset
from h2.exceptions import ProtocolError

from lab import limits
from lab.environment import Lab
from lab.machine import namespaces
from lab.traffic.call import BROKEN, Answer

SIZE = 65536
"""The number of bytes for one read."""

Header = tuple[str, str]


def head(
    host: str,
    headers: Sequence[Header],
    method: str = "POST",
    path: str = "/v1/chat/completions",
    version: str = "HTTP/1.1",
) -> bytes:
    """The head of a request, with its headers unchanged."""
    lines = [f"{method} {path} {version}", f"host: {host}", *(f"{name}: {value}" for name, value in headers)]
    return "\r\n".join([*lines, "", ""]).encode()


def whole(host: str, body: bytes, headers: Sequence[Header]) -> bytes:
    """A request with a body of known length."""
    return head(host, [*headers, ("content-length", str(len(body)))]) + body


def chunked(host: str, parts: Sequence[bytes], headers: Sequence[Header]) -> bytes:
    """A request with a chunked body."""
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (*parts, b""))
    return head(host, [*headers, ("transfer-encoding", "chunked")]) + chunks


@contextmanager
def connection(lab: Lab, seconds: float = limits.CALL_SECONDS, port: int = 80) -> Iterator[socket.socket]:
    """A connection to the gateway."""
    opened = namespaces.connect(lab.hub.namespace, (lab.gateway.host.address, port), seconds)
    with opened:
        yield opened


@contextmanager
def connection_by_tls(lab: Lab, tls: ssl.SSLContext, host: str) -> Iterator[socket.socket]:
    """A connection to the gateway's port of HTTPS, for a host."""
    with connection(lab, port=443) as opened, tls.wrap_socket(opened, server_hostname=host) as encrypted:
        yield encrypted


def read(opened: socket.socket, method: str = "POST") -> Answer:
    """Read an answer from a connection."""
    with http.client.HTTPResponse(opened, method=method) as response:
        response.begin()
        headers = {name.lower(): value for name, value in response.getheaders()}
        return Answer(response.status, headers, response.read())


def send(lab: Lab, request: bytes) -> Answer:
    """Send bytes to the gateway and read the answer; without one, its status is `BROKEN`."""
    with connection(lab) as opened:
        try:
            opened.sendall(request)
            return read(opened)
        except (OSError, http.client.HTTPException) as error:
            return Answer(BROKEN, {}, b"", error=repr(error))


class Http2:
    """A connection by HTTP/2, on which requests follow each other, with all headers as they are."""

    def __init__(self, opened: socket.socket) -> None:
        """Begin HTTP/2 on a connection."""
        config = H2Configuration(
            client_side=True,
            validate_outbound_headers=False,
            normalize_outbound_headers=False,
            validate_inbound_headers=False,
        )
        self._opened = opened
        self._http2 = H2Connection(config)
        self._http2.initiate_connection()

    def send(self, headers: Sequence[Header], body: bytes = b"", trailers: Sequence[Header] = ()) -> Answer:
        """Send a request and read its answer; without one, its status is `BROKEN`."""
        http2, stream = self._http2, self._http2.get_next_available_stream_id()
        http2.send_headers(stream, list(headers), end_stream=not body)
        if body:
            http2.send_data(stream, body, end_stream=not trailers)
        if trailers:
            http2.send_headers(stream, list(trailers), end_stream=True)
        try:
            self._opened.sendall(http2.data_to_send())
            return _answer(self._events())
        except (OSError, ProtocolError) as error:
            return Answer(BROKEN, {}, b"", error=repr(error))

    def _events(self) -> Iterator[Event]:
        while data := self._opened.recv(SIZE):
            yield from self._http2.receive_data(data)
            self._opened.sendall(self._http2.data_to_send())


def send_http2(lab: Lab, headers: Sequence[Header], body: bytes = b"", trailers: Sequence[Header] = ()) -> Answer:
    """Send one request by HTTP/2 without TLS, and read the answer; without one, its status is `BROKEN`."""
    with connection(lab) as opened:
        return Http2(opened).send(headers, body, trailers)


def _answer(events: Iterator[Event]) -> Answer:
    answer = Answer(BROKEN, {}, b"", error="the connection has ended")
    body = b""
    for event in events:
        if isinstance(event, ResponseReceived):
            found = {_text(name): _text(value) for name, value in event.headers or ()}
            answer = Answer(int(found.pop(":status")), found, b"")
        elif isinstance(event, DataReceived):
            body += event.data or b""
        elif isinstance(event, StreamEnded):
            return Answer(answer.status, answer.headers, body)
        elif isinstance(event, StreamReset | ConnectionTerminated):
            return Answer(answer.status, answer.headers, body, error=repr(event))
    return answer


def _text(part: bytes | str) -> str:
    return part.decode("latin-1") if isinstance(part, bytes) else part
