"""The routes of a VirtualService for connections that no proxy reads: TLS by the name that it asks for, and TCP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from llm_api_mesh.access_tables.fields import items, texts
from llm_api_mesh.access_tables.manifests import Manifest
from llm_api_mesh.access_tables.routes import Route
from llm_api_mesh.traffic.model import Rule
from llm_api_mesh.traffic.splits import Hop, splits_of


def stream_rules(hop: Hop, service: Manifest) -> Iterator[Rule]:
    """The rules of TLS and TCP connections."""
    for protocol in ("tls", "tcp"):
        for one in items(service.spec, protocol):
            matches = items(one, "match") or [{}]
            requests = tuple(_words(protocol, match) for match in matches)
            route = Route("", service, service, (({},),), one, ())
            yield Rule("", requests, splits_of(hop, [route]), (), (), service.ref)


def _words(protocol: str, match: Mapping[str, Any]) -> str:
    hosts = f" for {' or '.join(texts(match, 'sniHosts'))}" if match.get("sniHosts") else ""
    port = f" to port {match['port']}" if "port" in match else ""
    return f"{protocol.upper()} connections{hosts}{port}"
