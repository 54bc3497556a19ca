"""Requests through the mesh, and their answers, counted."""

from __future__ import annotations

import http.client
import json
import ssl
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import Any

from lab import limits
from lab.machine.connection import Connection
from lab.machine.http2 import Http2Connection

# The status of a request without an HTTP answer: the connection broke or timed out.
BROKEN = 0

_READ_SIZE = 65536


@dataclass(frozen=True)
class Call:
    """One request: its source namespace, its destination and its content."""

    namespace: str
    address: str
    port: int
    host: str
    path: str = "/v1/chat/completions"
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    timeout: float = limits.CALL_SECONDS
    tls: ssl.SSLContext | None = None
    preamble: bytes = b""
    """What a load balancer sends first on each connection."""
    http2: bool = False
    """Whether to speak HTTP/2, which `tls` then offers, instead of HTTP/1.1."""
    server_name: str = ""
    """The SNI of the connection, if it isn't the host."""


@dataclass(frozen=True)
class Answer:
    """The answer that a client got; its status is 0 if the connection broke before the head of the answer."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float = 0.0
    first_byte_seconds: float = 0.0
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether the client got a complete answer with status 200."""
        return self.status == http.client.OK and not self.error

    @property
    def replica(self) -> str:
        """The name of the replica that answered."""
        return self.headers.get("x-replica", "")

    @property
    def version(self) -> str:
        """The version of the model server that answered."""
        return self.headers.get("x-version", "")

    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    def events(self) -> list[Any]:
        """The data of a stream's events, without the final `[DONE]`."""
        lines = self.body.decode().splitlines()
        data = [line.removeprefix("data: ") for line in lines if line.startswith("data: ")]
        return [json.loads(item) for item in data if item != "[DONE]"]


class Answers(list[Answer]):
    """The answers to the same request, sent several times."""

    def statuses(self) -> Counter[int]:
        """The number of answers with each status."""
        return Counter(answer.status for answer in self)

    def replicas(self) -> Counter[str]:
        """The number of answers of each replica."""
        return Counter(answer.replica for answer in self)

    def versions(self) -> Counter[str]:
        """The number of answers of each version."""
        return Counter(answer.version for answer in self)


def send(call: Call, count: int = 1, parallel: int = 1) -> Answers:
    """Send a request `count` times, by `parallel` clients at the same time, each with its own connection."""
    shares = [count // parallel + (client < count % parallel) for client in range(parallel)]
    if parallel == 1:
        return Answers(_client(call, count))
    with ThreadPoolExecutor(parallel) as pool:
        parts = pool.map(lambda share: list(_client(call, share)), shares)
        return Answers(answer for part in parts for answer in part)


def _client(call: Call, count: int) -> Iterator[Answer]:
    """One client, which keeps its connection until the server closes it."""
    connection = _connection(call)
    try:
        for _ in range(count):
            answer = _request(connection, call)
            if answer.error:
                connection.close()
            yield answer
    finally:
        connection.close()


def _connection(call: Call) -> Connection | Http2Connection:
    name = call.server_name or call.host.partition(":")[0]
    place = (call.namespace, call.address, call.port, call.timeout)
    kind = Http2Connection if call.http2 else Connection
    return kind(*place, tls=call.tls, server_name=name, preamble=call.preamble)


def _request(connection: Connection | Http2Connection, call: Call) -> Answer:
    started = time.monotonic()
    answer = Answer(BROKEN, {}, b"")
    try:
        connection.request(call.method, call.path, call.body, {"host": call.host, **call.headers})
        with connection.getresponse() as response:
            headers = {name.lower(): value for name, value in response.getheaders()}
            answer = replace(answer, status=response.status, headers=headers)
            while part := response.read1(_READ_SIZE):
                first = answer.first_byte_seconds or time.monotonic() - started
                answer = replace(answer, body=answer.body + part, first_byte_seconds=first)
            # read1 doesn't raise if an answer is shorter than its content-length.
            if response.length:
                raise http.client.IncompleteRead(answer.body, response.length)
    except (OSError, http.client.HTTPException) as error:
        answer = replace(answer, error=f"{type(error).__name__}: {error}")
    return replace(answer, seconds=time.monotonic() - started)
