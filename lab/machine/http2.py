"""HTTP/2 from this process into a network namespace of the lab, with the interface of `http.client`."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections import deque
from collections.abc import Mapping
from contextlib import suppress
from types import TracebackType
from typing import Self

from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import (
    ConnectionTerminated,
    DataReceived,
    Event,
    ResponseReceived,
    StreamEnded,
    StreamReset,
)
from h2.exceptions import ProtocolError, StreamClosedError

from lab.machine import namespaces

ALPN = "h2"

_READ_SIZE = 65536


class Http2Connection:
    """A connection with one request at a time, with or without TLS, opened by the first request."""

    def __init__(
        self,
        namespace: str,
        address: str,
        port: int,
        timeout: float,
        *,
        tls: ssl.SSLContext | None = None,
        server_name: str = "",
        preamble: bytes = b"",
    ) -> None:
        """Prepare a connection, as `Connection` does; `tls` must offer HTTP/2 by ALPN."""
        self._namespace = namespace
        self._address = (address, port)
        self._seconds = timeout
        self._tls = tls
        self._server_name = server_name or address
        self._preamble = preamble
        self._socket: socket.socket | None = None
        self._stream = 0
        self._events: deque[Event] = deque()

    def request(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> None:
        """Send a request; the header `host` is its authority."""
        self._socket = self._socket or self._connect()
        fields = dict(headers)
        scheme, authority = "https" if self._tls else "http", fields.pop("host")
        pseudo = {":method": method, ":scheme": scheme, ":authority": authority, ":path": path}
        if body is not None:
            fields["content-length"] = str(len(body))
        self._stream = self._http2.get_next_available_stream_id()
        self._http2.send_headers(self._stream, [*pseudo.items(), *fields.items()], end_stream=not body)
        self._flush()
        if body:
            with suppress(StreamClosedError):  # the server doesn't want the rest; what it says is among the events
                self._send(body)

    def getresponse(self) -> Http2Response:
        """Wait for the head of the answer."""
        while True:
            event = self.next_event()
            if isinstance(event, ResponseReceived):
                headers = [(name.decode(), value.decode()) for name, value in event.headers or ()]
                return Http2Response(self, headers)

    def next_event(self) -> Event:
        """Wait for what happens next to the request; raise if the connection or the request ends before its answer."""
        while not self._events:
            self._receive()
        event = self._events.popleft()
        if isinstance(event, StreamReset | ConnectionTerminated):
            raise ConnectionResetError(repr(event))
        return event

    def close(self) -> None:
        """Close the connection."""
        if self._socket:
            self._socket.close()
            self._socket = None

    def _connect(self) -> socket.socket:
        opened = namespaces.connect(self._namespace, self._address, self._seconds)
        opened.sendall(self._preamble)
        if self._tls:
            secure = self._tls.wrap_socket(opened, server_hostname=self._server_name)
            if secure.selected_alpn_protocol() != ALPN:
                raise ConnectionError(f"the server has chosen {secure.selected_alpn_protocol()} instead of HTTP/2")
            opened = secure
        self._events.clear()
        self._http2 = H2Connection(H2Configuration(client_side=True))
        self._http2.initiate_connection()
        opened.sendall(self._http2.data_to_send())
        return opened

    def _send(self, body: bytes) -> None:
        rest = memoryview(body)
        while rest:
            size = min(
                len(rest),
                self._http2.local_flow_control_window(self._stream),
                self._http2.max_outbound_frame_size,
            )
            if not size:
                self._receive()
                continue
            self._http2.send_data(self._stream, bytes(rest[:size]), end_stream=size == len(rest))
            rest = rest[size:]
            self._flush()

    def _receive(self) -> None:
        assert self._socket
        data = self._socket.recv(_READ_SIZE)
        if not data:
            raise ConnectionResetError("the server has closed the connection")
        try:
            events = self._http2.receive_data(data)
        except ProtocolError as error:
            raise http.client.HTTPException(repr(error)) from error
        for event in events:
            if isinstance(event, DataReceived):
                self._http2.acknowledge_received_data(event.flow_controlled_length or 0, self._stream)
            if getattr(event, "stream_id", None) in {None, self._stream}:
                self._events.append(event)
        self._flush()

    def _flush(self) -> None:
        assert self._socket
        self._socket.sendall(self._http2.data_to_send())


class Http2Response:
    """An answer whose head has arrived."""

    length = 0
    """The number of bytes that are missing at the end: none, because HTTP/2 tells a whole answer from a broken one."""

    def __init__(self, connection: Http2Connection, headers: list[tuple[str, str]]) -> None:
        """Read the rest from a connection."""
        self._connection = connection
        self._headers = headers
        self._ended = False
        self.status = int(dict(headers)[":status"])

    def __enter__(self) -> Self:
        """The answer itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Do nothing: the connection stays open for the next request."""

    def getheaders(self) -> list[tuple[str, str]]:
        """The headers, without HTTP/2's own."""
        return [(name, value) for name, value in self._headers if not name.startswith(":")]

    def read1(self, _size: int) -> bytes:
        """The next bytes of the body; none at its end."""
        while not self._ended:
            event = self._connection.next_event()
            self._ended = isinstance(event, StreamEnded)
            if isinstance(event, DataReceived) and event.data:
                return event.data
        return b""
