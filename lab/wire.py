"""HTTP from this process into a namespace of the lab, by the standard library's client."""

from __future__ import annotations

import http.client
import json
import ssl
from typing import Any

from lab import limits, namespaces


class Connection(http.client.HTTPConnection):
    """A connection whose socket is made in a network namespace, with TLS where it's asked for."""

    def __init__(
        self,
        namespace: str,
        address: str,
        port: int,
        timeout: float = limits.ADMIN_SECONDS,
        *,
        tls: ssl.SSLContext | None = None,
        server_name: str = "",
    ) -> None:
        """Nothing is sent yet; the connection is made with the first request.

        By TLS the server is asked for its certificate under ``server_name``, or else its address.
        """
        super().__init__(address, port, timeout=timeout)
        self._namespace = namespace
        self._seconds = timeout
        self._tls = tls
        self._server_name = server_name or address

    def connect(self) -> None:
        """Connect from inside the namespace."""
        plain = namespaces.connect(self._namespace, (self.host, self.port), self._seconds)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self._server_name) if self._tls else plain


def fetch(namespace: str, port: int, path: str, method: str = "GET", address: str = "127.0.0.1") -> bytes:
    """The body of one of a part's own pages, which must answer 200."""
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
    """The same for a page that is JSON."""
    return json.loads(fetch(namespace, port, path, method))
