"""The benchmark's client: HTTP/1.1 on persistent connections, with the time of the first token.

It isn't a library, because it must use little CPU time compared with the proxies that it measures on the same two
cores.
"""

from __future__ import annotations

import asyncio
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass

from bench.measuring.arrivals import Arrival
from bench.measuring.outcomes import Outcome
from lab.machine import namespaces

_OK = 200
_HEAD_END = b"\r\n\r\n"
_LAST_CHUNK = b"\r\n0\r\n\r\n"
_STREAM_END = b"data: [DONE]"
# An event with a token. The first event of an LLM's stream may hold a role and no text.
_TOKEN = b'"content": "'
_DENSE_TOKEN = b'"content":"'
_EMPTY = re.compile(rb'"content": ?""')
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Target:
    """Where requests go: an address, as seen from a network namespace, and what every request has."""

    namespace: str
    address: str
    port: int
    host: str
    headers: tuple[tuple[str, str], ...] = ()
    """Further headers of every request."""

    def request(self, body: bytes, headers: Sequence[tuple[str, str]] = ()) -> bytes:
        """The bytes of a request."""
        own = (("host", self.host), ("content-type", "application/json"), ("content-length", str(len(body))))
        lines = (f"{name}: {value}\r\n" for name, value in (*own, *self.headers, *headers))
        return f"POST /v1/chat/completions HTTP/1.1\r\n{''.join(lines)}\r\n".encode() + body


def tokens_in(data: bytes) -> int:
    """The number of tokens in the bytes of an answer."""
    return data.count(_TOKEN) + data.count(_DENSE_TOKEN) - len(_EMPTY.findall(data))


def whole(data: bytes) -> bool:
    """Whether these bytes are a complete answer, of known length or in chunks."""
    head, separator, body = data.partition(_HEAD_END)
    if not separator:
        return False
    if length := _LENGTH.search(head):
        return len(body) >= int(length[1])
    return data.endswith(_LAST_CHUNK)


class _Connection(asyncio.Protocol):
    """One connection, with at most one request at a time."""

    def __init__(self) -> None:
        self.broken = False
        self.received = b""
        self.first_token = 0.0
        self._answered: asyncio.Future[None] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not isinstance(transport, asyncio.Transport):
            raise TypeError(transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self.received += data
        if not self.first_token and tokens_in(self.received):
            self.first_token = asyncio.get_running_loop().time()
        if whole(self.received):
            self._finish()

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        self.broken = True
        self._finish()

    async def send(self, request: bytes) -> None:
        """Send a request, and return when its answer is complete or the connection is broken."""
        if self._transport is None:
            raise RuntimeError("not connected")
        self.received, self.first_token = b"", 0.0
        self._answered = asyncio.get_running_loop().create_future()
        self._transport.write(request)
        await self._answered

    def close(self) -> None:
        """Close the connection at once."""
        self.broken = True
        if self._transport:
            self._transport.abort()

    def _finish(self) -> None:
        if self._answered and not self._answered.done():
            self._answered.set_result(None)


class Client:
    """Sends requests to one target, each on an idle connection or on a new one."""

    def __init__(self, target: Target, timeout: float) -> None:
        self._target = target
        self._timeout = timeout
        self._idle: list[_Connection] = []

    async def send(self, arrival: Arrival, due: float) -> Outcome:
        """Send a request that was due at this time of the event loop's clock."""
        now = asyncio.get_running_loop().time
        failure, connection = "", None
        try:
            async with asyncio.timeout(self._timeout):
                connection = await self._connection()
                await connection.send(self._target.request(arrival.body, arrival.headers))
        except TimeoutError:
            failure = "timeout"
        except OSError as error:
            failure = type(error).__name__
        except asyncio.CancelledError:
            if connection:
                connection.close()
            raise
        if connection is None:
            return Outcome(arrival.at, 0, now() - due, 0, failure)
        failure = failure or _failure(connection.received)
        self._put_back(connection, failure)
        tokens = tokens_in(connection.received)
        return Outcome(arrival.at, max(connection.first_token - due, 0), now() - due, tokens, failure)

    def close(self) -> None:
        """Close all connections."""
        for connection in self._idle:
            connection.close()

    async def _connection(self) -> _Connection:
        while self._idle:
            if not (connection := self._idle.pop()).broken:
                return connection
        loop = asyncio.get_running_loop()
        with namespaces.entered(self._target.namespace):
            plain = socket.socket()
        plain.setblocking(False)  # noqa: FBT003 - as the standard library has it
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await loop.sock_connect(plain, (self._target.address, self._target.port))
        _, made = await loop.create_connection(_Connection, sock=plain)
        return made

    def _put_back(self, connection: _Connection, failure: str) -> None:
        if failure or connection.broken:
            connection.close()
        else:
            self._idle.append(connection)


def _failure(received: bytes) -> str:
    """What is wrong with an answer, if anything: its status, or that it isn't complete."""
    if not received:
        return "broken"
    status = int(received.split(b" ", 2)[1])
    if status != _OK:
        return str(status)
    return "" if whole(received) and _STREAM_END in received else "cut"
