"""The way to hosted providers past another proxy: which listener passes TLS on, and to where.

An egress gateway's pods, or for a forward proxy alone the gateway's own, listen for the names of the providers in TLS.
A cluster of an HTTP route can't have a tunnel of Istio's, but what passes on TLS can. So with a forward proxy, the
gateway connects to itself, and this connection goes through the tunnel. TLS begins before and ends at the provider.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.spec.backends.provider_ref import provider_domain
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

PORT = 15701
"""Port of the gateway's own listener, next to that of the slots."""

_ADDRESS = "127.0.2.1"


@dataclass(frozen=True, kw_only=True)
class ProviderHost:
    """A host of one or several providers."""

    name: str
    """Name of the first of these providers."""
    object_name: str
    """Name of its ServiceEntry beside an egress gateway."""
    address: str
    port: int


@dataclass(frozen=True, kw_only=True)
class Tunnel:
    """The forward proxy that connects to the hosts."""

    object_name: str
    host: str
    """Name in Istio's service registry."""
    address: str
    port: int


@dataclass(frozen=True, kw_only=True)
class Egress:
    """The listener that passes on TLS to the hosts of providers."""

    object_name: str
    """Name of its Gateway and of its VirtualService."""
    namespace: str
    selector: Mapping[str, str]
    """Labels of its pods."""
    address: str
    """Where the gateway's clusters connect to it."""
    port: int
    own: bool
    """Whether it is the gateway's own, on the loopback interface."""
    hosts: tuple[ProviderHost, ...]
    tunnel: Tunnel | None
    """None: it connects to the hosts itself."""

    @property
    def bind(self) -> str | None:
        """The address of the listener; None: all of the pod's."""
        return self.address if self.own else None


def derive_egress(spec: LlmGatewaySpec) -> Egress | None:
    """Return the listener; None: the gateway connects to its providers itself."""
    name, gateway = names.egress(spec.name), spec.egress_gateway
    if gateway is None and spec.forward_proxy is None:
        return None
    return Egress(
        object_name=name,
        namespace=gateway.namespace if gateway else spec.namespace,
        selector=gateway.selector if gateway else spec.selector,
        address=f"{gateway.service}.{gateway.namespace}.svc.{spec.cluster_domain}" if gateway else _ADDRESS,
        port=gateway.port if gateway else PORT,
        own=gateway is None,
        hosts=_hosts(spec, name),
        tunnel=_tunnel(spec, name),
    )


def _hosts(spec: LlmGatewaySpec, name: str) -> tuple[ProviderHost, ...]:
    """Return each host once, because in TLS two providers of one host are the same."""
    found: dict[str, ProviderHost] = {}
    for provider, one in spec.providers.items():
        service = one.provider.external_service
        host = ProviderHost(name=provider, object_name=f"{name}-{provider}", address=service.address, port=service.port)
        found.setdefault(service.address, host)
    return tuple(found.values())


def _tunnel(spec: LlmGatewaySpec, name: str) -> Tunnel | None:
    if spec.forward_proxy is None:
        return None
    return Tunnel(
        object_name=f"{name}-proxy",
        # No provider's name has a dot.
        host=f"proxy.egress.{provider_domain(spec.name, spec.namespace)}",
        address=spec.forward_proxy.host,
        port=spec.forward_proxy.port,
    )
