"""Which routes and virtual hosts the gateway changes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llm_api_mesh.spec.http import PlainHttp
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

# With two patches a host, some 2 kB: what an object holds without being too large for `kubectl apply`.
_HOSTS_OF_AN_OBJECT = 50


@dataclass(frozen=True, kw_only=True)
class RouteScope:
    """The routes that one EnvoyFilter changes."""

    object_name: str
    hosts: tuple[str, ...] | None = None
    """Hosts by plain HTTP; None: no single hosts but all routes of the gateway."""
    port: int | None = None
    """Port of the hosts."""


def client_ports(spec: LlmGatewaySpec) -> tuple[int, ...]:
    """Return the ports on which clients send requests to APIs."""
    plain = [spec.http.port] if isinstance(spec.http, PlainHttp) else []
    encrypted = [spec.https_port] if spec.certificates else []
    return (*plain, *encrypted)


def derive_route_scopes(spec: LlmGatewaySpec) -> Iterator[RouteScope]:
    """Return one for all routes of the gateway, and for plain HTTP on shared pods some for each namespace.

    By plain HTTP, all Gateways of the same pods share their routes, so the hosts tell whose they are. No object grows
    with the number of hosts.
    """
    yield RouteScope(object_name=f"{spec.name}-routes")
    if not (spec.shared and isinstance(spec.http, PlainHttp)):
        return
    taken: set[str] = set()
    for namespace, hosts in spec.hosts.items():
        # A host of several namespaces has its patches once.
        own = [host for host in hosts if host not in taken]
        taken |= set(own)
        for number, first in enumerate(range(0, len(own), _HOSTS_OF_AN_OBJECT), start=1):
            ending = f".{number}" if number > 1 else ""
            yield RouteScope(
                object_name=f"{spec.name}-routes-{namespace}{ending}",
                hosts=tuple(own[first : first + _HOSTS_OF_AN_OBJECT]),
                port=spec.http.port,
            )
