"""HTTP from this process into a network namespace of the lab, with the standard library's client."""

from __future__ import annotations

import http.client
import json
import ssl
from typing import Any

from lab import limits
from lab.machine import namespaces


class Connection(http.client.HTTPConnection):
    """A connection, with or without TLS, whose socket is opened in a network namespace."""

    def __init__(
        self,
        namespace: str,
        address: str,
        port: int,
        timeout: float = limits.ADMIN_SECONDS,
        *,
        tls: ssl.SSLContext | None = None,
        server_name: str = "",
        preamble: bytes = b"",
    ) -> None:
        """Prepare a connection, which the first request opens.

        With TLS, the client sends `server_name` as SNI and verifies the certificate for it; without `server_name` it
        uses the address. `preamble` is what a load balancer sends first, such as a line of the PROXY protocol.
        """
        super().__init__(address, port, timeout=timeout)
        self._namespace = namespace
        self._seconds = timeout
        self._tls = tls
        self._server_name = server_name or address
        self._preamble = preamble

    def connect(self) -> None:
        """Connect from inside the namespace."""
        plain = namespaces.connect(self._namespace, (self.host, self.port), self._seconds)
        plain.sendall(self._preamble)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self._server_name) if self._tls else plain


def fetch(namespace: str, port: int, path: str, method: str = "GET", address: str = "127.0.0.1") -> bytes:
    """The body of a page of a debug or admin interface; raise unless the status is 200."""
    connection = Connection(namespace, address, port)
    try:
        connection.request(method, path)
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status != http.client.OK:
        raise ConnectionError(f"{method} {path} on {namespace}:{port}: {response.status} {body!r}")
    return body


def fetch_json(namespace: str, port: int, path: str, method: str = "GET") -> Any:
    """The decoded body of a JSON page of such an interface."""
    return json.loads(fetch(namespace, port, path, method))
