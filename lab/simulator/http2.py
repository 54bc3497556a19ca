"""The part of an HTTP/2 server without TLS that the simulator needs: as a gRPC server, it speaks nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import (
    ConnectionTerminated,
    DataReceived,
    Event,
    RequestReceived,
    StreamEnded,
    StreamReset,
    WindowUpdated,
)
from h2.exceptions import ProtocolError

from lab.simulator.http1 import Connection, Handler, Lifetime, Request


class Stream(Connection):
    """One request and its answer, which the handler writes as it does on a connection of HTTP/1.1."""

    def __init__(self, server: Http2, number: int, request: Request) -> None:
        """Have the answer sent by the connection of the stream."""
        super().__init__(server.handler, Lifetime())
        self._server = server
        self._number = number
        self._request = request
        self._rest = b""
        self._ends = False

    def start(self) -> None:
        """Have the complete request answered."""
        assert self._request
        self._task = asyncio.get_running_loop().create_task(self._handler(self._request, self))
        self._task.add_done_callback(self._done)

    def cancel(self) -> None:
        """Stop answering, as the client no longer waits."""
        if self._task:
            self._task.cancel()

    def add(self, data: bytes) -> None:
        """Add a part of the request's body."""
        assert self._request
        self._request = Request(**{**vars(self._request), "body": self._request.body + data})

    def respond(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        """Write a complete answer."""
        super().respond(status, headers, body)
        self.end_stream()

    def start_stream(self, headers: Mapping[str, str]) -> None:
        """Start an answer of unknown length."""
        self._head(200, headers)

    def write_chunk(self, data: bytes) -> None:
        """Write a part of a stream."""
        self.write_raw(data)

    def end_stream(self) -> None:
        """End the answer."""
        self._ends = True
        self.flush()

    def write_raw(self, data: bytes) -> None:
        """Write a part of the answer's body."""
        self._rest += data
        self.flush()

    def abort(self) -> None:
        """Break the stream."""
        self._server.reset(self._number)

    def close(self) -> None:
        """Do nothing: the connection stays open for other streams."""

    def flush(self) -> None:
        """Send what the client has room for."""
        self._rest, self._ends = self._server.send(self._number, self._rest, ends=self._ends)

    def _head(self, status: int, headers: Mapping[str, str]) -> None:
        self._server.head(self._number, [(":status", str(status)), *headers.items()])

    def _done(self, task: asyncio.Task[None]) -> None:
        self._task = None
        if not task.cancelled() and task.exception():
            self.abort()


class Http2(asyncio.Protocol):
    """The connection of one client."""

    def __init__(self, handler: Handler) -> None:
        """Let a handler process every request."""
        self.handler = handler
        self._streams: dict[int, Stream] = {}
        self._http2 = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Called by asyncio."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._http2.initiate_connection()
        self._flush()

    def connection_lost(self, exc: Exception | None) -> None:
        """Called by asyncio: cancel all requests, as their client has disconnected."""
        for stream in self._streams.values():
            stream.cancel()

    def data_received(self, data: bytes) -> None:
        """Called by asyncio."""
        try:
            for event in self._http2.receive_data(data):
                self._handle(event)
        except ProtocolError:
            assert self._transport
            self._transport.abort()
            return
        self._flush()

    def head(self, number: int, headers: list[tuple[str, str]]) -> None:
        """Send the head of an answer."""
        self._http2.send_headers(number, headers)
        self._flush()

    def send(self, number: int, data: bytes, *, ends: bool) -> tuple[bytes, bool]:
        """Send a part of an answer as far as the client has room for it, and return what is left of it."""
        while data and (size := min(self._room(number), len(data))):
            self._http2.send_data(number, data[:size])
            data = data[size:]
        if ends and not data:
            self._http2.end_stream(number)
            self._streams.pop(number)
        self._flush()
        return data, ends and bool(data)

    def reset(self, number: int) -> None:
        """Break a stream."""
        if self._streams.pop(number, None):
            self._http2.reset_stream(number)
            self._flush()

    def _room(self, number: int) -> int:
        return min(self._http2.local_flow_control_window(number), self._http2.max_outbound_frame_size)

    def _handle(self, event: Event) -> None:
        match event:
            case RequestReceived(stream_id=number):
                self._streams[number] = Stream(self, number, _request(event))
            case DataReceived(stream_id=number):
                self._http2.acknowledge_received_data(event.flow_controlled_length or 0, number)
                if number in self._streams:
                    self._streams[number].add(event.data or b"")
            case StreamEnded(stream_id=number) if number in self._streams:
                self._streams[number].start()
            case StreamReset(stream_id=number) if number in self._streams:
                self._streams.pop(number).cancel()
            case WindowUpdated():
                for stream in list(self._streams.values()):
                    stream.flush()
            case ConnectionTerminated():
                assert self._transport
                self._transport.close()

    def _flush(self) -> None:
        assert self._transport
        self._transport.write(self._http2.data_to_send())


def _request(event: RequestReceived) -> Request:
    """The head of a request, with its authority as the host."""
    fields = {str(name): str(value) for name, value in event.headers or ()}
    headers = {name: value for name, value in fields.items() if not name.startswith(":")}
    host = {"host": fields[":authority"]} if ":authority" in fields else {}
    return Request(fields[":method"], fields.get(":path", "*"), "HTTP/2", {**host, **headers}, b"")
