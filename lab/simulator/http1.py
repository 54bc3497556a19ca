"""The part of an HTTP/1.1 server that the simulator needs.

It isn't a library, because the faults of a model server are below HTTP: bytes that aren't HTTP, connections that break
in the middle of an answer, and work that is cancelled when the client disconnects. It starts in a tenth of a second,
which matters with eight replicas on two cores.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Lifetime:
    """When a server closes connections of clients that would keep them open."""

    keep_alive: float = 5.0
    """Seconds without a request; 5 at vLLM and at llama.cpp."""
    closes_streams: int = 0
    """1: after each stream, without a word of it in the head, as llama.cpp does. 0: not."""


@dataclass(frozen=True)
class Request:
    """A complete request."""

    method: str
    target: str
    version: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def path(self) -> str:
        """The path without the query."""
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        """The parameters of the query."""
        return dict(parse_qsl(urlsplit(self.target).query))

    @property
    def keeps_connection(self) -> bool:
        """Whether the client wants the connection to stay open after the answer."""
        wish = self.headers.get("connection", "").lower()
        return wish == "keep-alive" if self.version == "HTTP/1.0" else wish != "close"


class MalformedError(Exception):
    """Bytes that aren't a request."""


Handler = Callable[[Request, "Connection"], Coroutine[Any, Any, None]]


class Connection(asyncio.Protocol):
    """The connection of one client: one request after another, each cancelled if the connection breaks."""

    def __init__(self, handler: Handler, lifetime: Lifetime) -> None:
        """Let a handler process every request and write its answer to this connection."""
        self._handler = handler
        self._lifetime = lifetime
        self._buffer = b""
        self._request: Request | None = None
        self._streamed = False
        self._task: asyncio.Task[None] | None = None
        self._idle: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by asyncio: cancel the request, as its client has disconnected."""
        if self._task:
            self._task.cancel()
        self._end_idle()

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        self._buffer += data
        self._end_idle()
        self._next()

    def respond(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """Write a complete answer."""
        self._head(status, {**headers, "content-length": str(len(body))})
        if self._request is None or self._request.method != "HEAD":
            self.write_raw(body)

    def respond_json(self, status: int, headers: Mapping[str, str], value: Any) -> None:
        """Write a complete answer in JSON."""
        body = json.dumps(value).encode()
        self.respond(status, {**headers, "content-type": "application/json"}, body)

    def start_stream(self, headers: Mapping[str, str]) -> None:
        """Start an answer of unknown length."""
        self._streamed = True
        self._head(200, {**headers, "transfer-encoding": "chunked"})

    def write_chunk(self, data: bytes) -> None:
        """Write a chunk of a stream."""
        self.write_raw(b"%x\r\n%s\r\n" % (len(data), data))

    def end_stream(self) -> None:
        """End a stream."""
        self.write_raw(b"0\r\n\r\n")

    def write_raw(self, data: bytes) -> None:
        """Write bytes unchanged."""
        assert self._transport
        self._transport.write(data)

    def close(self) -> None:
        """Close the connection when all written bytes have been sent."""
        assert self._transport
        self._transport.close()

    def abort(self) -> None:
        """Break the connection."""
        assert self._transport
        self._transport.abort()

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        if self._request is None or not self._request.keeps_connection:
            headers = {**headers, "connection": "close"}
        lines = [f"HTTP/1.1 {status} {_phrase(status)}"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self.write_raw("\r\n".join([*lines, "", ""]).encode())

    def _next(self) -> None:
        if self._task is not None:
            return
        try:
            parsed = parse(self._buffer)
        except (MalformedError, ValueError):
            self._request = None
            self.respond(400, {}, b"")
            self.close()
            return
        if parsed:
            self._request, self._buffer = parsed
            self._streamed = False
            self._task = asyncio.get_running_loop().create_task(self._handler(self._request, self))
            self._task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if task.cancelled():
            return
        if task.exception():
            # Break the connection, so that no client waits for an answer. asyncio logs the exception that is raised
            # here.
            self.abort()
        task.result()
        assert self._request
        if not self._request.keeps_connection or (self._streamed and self._lifetime.closes_streams):
            self.close()
            return
        self._next()
        if self._task is None and not self._buffer:
            self._idle = asyncio.get_running_loop().call_later(self._lifetime.keep_alive, self.close)

    def _end_idle(self) -> None:
        if self._idle:
            self._idle.cancel()
            self._idle = None


def _phrase(status: int) -> str:
    """The reason phrase of a status; empty for statuses that aren't standard, such as Anthropic's 529."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def parse(buffer: bytes) -> tuple[Request, bytes] | None:
    """The first complete request in a buffer, and the bytes after it; raise if they aren't a request."""
    head, separator, rest = buffer.partition(b"\r\n\r\n")
    if not separator:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    method, target, version = first.split(" ", 2)
    if not version.startswith("HTTP/1."):
        raise MalformedError(version)
    pairs = (line.split(":", 1) for line in lines)
    headers = {name.strip().lower(): value.strip() for name, value in pairs}
    if "transfer-encoding" in headers and "content-length" in headers:
        raise MalformedError("two lengths")
    if headers.get("transfer-encoding", "").lower() == "chunked":
        parsed = _parse_chunks(rest)
    else:
        length = int(headers.get("content-length", "0"))
        parsed = (rest[:length], rest[length:]) if len(rest) >= length else None
    if parsed is None:
        return None
    body, after = parsed
    return Request(method, target, version, headers, body), after


def _parse_chunks(data: bytes) -> tuple[bytes, bytes] | None:
    body = b""
    while True:
        size_line, separator, rest = data.partition(b"\r\n")
        if not separator:
            return None
        size = int(size_line.split(b";")[0], 16)
        if size == 0:
            after = _after_trailers(rest)
            return None if after is None else (body, after)
        if len(rest) < size + 2:
            return None
        body, data = body + rest[:size], rest[size + 2 :]


def _after_trailers(data: bytes) -> bytes | None:
    """The bytes after the trailers of a body, which end with an empty line."""
    while True:
        line, separator, data = data.partition(b"\r\n")
        if not separator:
            return None
        if not line:
            return data
