"""Bare Envoys with a hand-written configuration: one where a gateway is, and one beside a server that it calls."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.peers.checks import AUTHORIZER, Checks, http_filter
from lab.machine.certificates import Certificate
from lab.machine.network import Host
from lab.machine.processes import Process, Program
from lab.tools import cache

PORT = 8000
"""The port of all Envoys."""

_TYPES = "type.googleapis.com/envoy.extensions"
_CLUSTER = "next"

_HTTP2 = {
    "typed_extension_protocol_options": {
        "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
            "@type": f"{_TYPES}.upstreams.http.v3.HttpProtocolOptions",
            "explicit_http_config": {"http2_protocol_options": {}},
        }
    }
}


@dataclass(frozen=True)
class Identities:
    """The certificates of both Envoys, and their authority."""

    authority: Certificate
    caller: Certificate
    server: Certificate
    caller_name: str
    """The caller's name in its certificate, and the only one that is admitted."""

    @classmethod
    def made(cls, folder: Path) -> Identities:
        """Make all of them in a folder."""
        caller_name = "caller.invalid"
        authority = Certificate(folder, "authority", ["authority.invalid"])
        caller = Certificate(folder, "caller", [caller_name], authority)
        return cls(authority, caller, Certificate(folder, "server", ["server.invalid"], authority), caller_name)

    def of_caller(self) -> dict[str, Any]:
        """The TLS of the first Envoy."""
        return _transport("UpstreamTlsContext", self._context(self.caller))

    def of_server(self) -> dict[str, Any]:
        """The TLS of the second Envoy, which wants a certificate."""
        context = self._context(self.server)
        return _transport("DownstreamTlsContext", {**context, "require_client_certificate": True})

    def only_caller(self) -> dict[str, Any]:
        """The filter that admits the caller by its name."""
        policy = {
            "permissions": [{"any": True}],
            "principals": [{"authenticated": {"principal_name": {"exact": self.caller_name}}}],
        }
        return http_filter("rbac", "RBAC", {"rules": {"action": "ALLOW", "policies": {"callers": policy}}})

    def _context(self, own: Certificate) -> dict[str, Any]:
        return {
            "common_tls_context": {
                "tls_certificates": [
                    {"certificate_chain": {"filename": str(own.file)}, "private_key": {"filename": str(own.key)}}
                ],
                "validation_context": {"trusted_ca": {"filename": str(self.authority.file)}},
            }
        }


@dataclass(frozen=True)
class Server:
    """Where an Envoy sends requests, by mutual TLS if there are identities."""

    address: str
    port: int
    identities: Identities | None = None
    http2: bool = False

    def cluster(self, name: str) -> dict[str, Any]:
        """The Envoy's cluster."""
        endpoints = [{"lb_endpoints": [{"endpoint": {"address": _address(self.address, self.port)}}]}]
        return {
            "name": name,
            "type": "STATIC",
            "connect_timeout": "1s",
            "load_assignment": {"cluster_name": name, "endpoints": endpoints},
            **({"transport_socket": self.identities.of_caller()} if self.identities else {}),
            **(_HTTP2 if self.http2 else {}),
        }


def start_first(host: Host, folder: Path, to: Server, checks: Checks, authorizer: Server | None = None) -> Process:
    """Start the Envoy that sends requests to a server, and perhaps asks an authorizer about them first."""
    others = [authorizer.cluster(AUTHORIZER)] if authorizer else []
    return _start(host, folder, _bootstrap([to.cluster(_CLUSTER), *others], {}, checks))


def start_second(host: Host, folder: Path, port: int, identities: Identities | None, *, http2: bool = False) -> Process:
    """Start the Envoy on the host of a server, which requires mutual TLS and the caller if it has identities."""
    downstream = {"transport_socket": identities.of_server()} if identities else {}
    checks = Checks((identities.only_caller(),)) if identities else Checks()
    server = Server("127.0.0.1", port, http2=http2)
    return _start(host, folder, _bootstrap([server.cluster(_CLUSTER)], downstream, checks))


def _start(host: Host, folder: Path, bootstrap: dict[str, Any]) -> Process:
    folder.mkdir()
    file = folder / "envoy.json"
    file.write_text(json.dumps(bootstrap))
    command = (str(cache.envoy()), "-c", str(file), "--concurrency", "1", "--disable-hot-restart", "-l", "warning")
    return Process(Program("envoy", command, host.namespace, folder))


def _bootstrap(clusters: Sequence[dict[str, Any]], chain: dict[str, Any], checks: Checks) -> dict[str, Any]:
    routes = [{"match": match, "route": {"cluster": _CLUSTER, "timeout": "0s"}} for match in checks.matches]
    manager = {
        "stat_prefix": "requests",
        "stream_idle_timeout": "0s",
        "forward_client_cert_details": "APPEND_FORWARD",
        "set_current_client_cert_details": {"subject": True, "dns": True},
        "route_config": {"virtual_hosts": [{"name": "all", "domains": ["*"], "routes": routes}]},
        "http_filters": [*checks.filters, http_filter("router", "Router", {})],
    }
    typed = {"@type": f"{_TYPES}.filters.network.http_connection_manager.v3.HttpConnectionManager", **manager}
    listener = {
        "name": "http",
        "address": _address("0.0.0.0", PORT),  # noqa: S104 - inside a namespace of the lab
        "filter_chains": [
            {"filters": [{"name": "envoy.filters.network.http_connection_manager", "typed_config": typed}], **chain}
        ],
    }
    return {"static_resources": {"listeners": [listener], "clusters": list(clusters)}}


def _transport(kind: str, context: dict[str, Any]) -> dict[str, Any]:
    typed = {"@type": f"{_TYPES}.transport_sockets.tls.v3.{kind}", **context}
    return {"name": "envoy.transport_sockets.tls", "typed_config": typed}


def _address(address: str, port: int) -> dict[str, Any]:
    return {"socket_address": {"address": address, "port_value": port}}
