"""Which routes and virtual hosts the gateway changes: all of them, or on shared pods those of the listed hosts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from llm_api_mesh.plan.llm_gateway.slots import Slot
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec, PlainHttp

# With about ten patches a host, some 6 kB: what an object holds without being too large for `kubectl apply`.
_HOSTS_OF_AN_OBJECT = 20


@dataclass(frozen=True, kw_only=True)
class RouteScope:
    """The routes that one EnvoyFilter changes."""

    object_name: str
    hosts: tuple[str, ...] | None
    """None: all hosts."""


def client_ports(spec: LlmGatewaySpec) -> tuple[int, ...]:
    """Return the ports on which clients send requests to APIs."""
    plain = [spec.http.port] if isinstance(spec.http, PlainHttp) else []
    encrypted = [spec.https_port] if spec.certificates else []
    return (*plain, *encrypted)


def derive_route_scopes(spec: LlmGatewaySpec) -> Iterator[RouteScope]:
    """Return one for all hosts; on shared pods some for each namespace, so that no object grows with their number."""
    if not spec.shared:
        yield RouteScope(object_name=f"{spec.name}-routes", hosts=None)
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
            )


def slot_configurations(slots: Sequence[Slot]) -> tuple[str, ...]:
    """Return Istio's names of the routes of all slots."""
    return tuple(slot.route_configuration for slot in slots)
