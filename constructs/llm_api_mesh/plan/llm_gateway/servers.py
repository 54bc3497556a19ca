"""The Istio Gateways: ports, hosts and certificates, for clients and for the second hops of failovers."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from llm_api_mesh.plan.llm_gateway.slots import PORT, Slot
from llm_api_mesh.spec.gateway import Certificate
from llm_api_mesh.spec.hosts import covers
from llm_api_mesh.spec.http import PlainHttp, RedirectToHttps
from llm_api_mesh.spec.llm_gateway import ClientCertificates, LlmGatewaySpec

# Of a label: a port's name is part of the name of the proxy's route configuration.
_READABLE = 40
_ISTIOS_MIN_TLS = "1.2"
_DIGITS = 8


@dataclass(frozen=True, kw_only=True)
class Server:
    """A port with its hosts."""

    port_name: str
    port: int
    hosts: tuple[str, ...]
    """`<namespace>/<host>`."""
    credential_name: str | None = None
    """The Secret with the certificate; None: plain HTTP."""
    min_tls_version: str | None = None
    """The oldest version of TLS; None: Istio's own."""
    client_certificates: ClientCertificates | None = None
    """The certificates of clients; None: clients need none."""
    bind: str | None = None
    """The address of the listener; None: all of the pod's."""


@dataclass(frozen=True, kw_only=True)
class GatewayObject:
    """An Istio Gateway."""

    name: str
    servers: tuple[Server, ...]


def certificates_by_host(spec: LlmGatewaySpec) -> Mapping[str, Certificate | None]:
    """Return the certificate of each host: the first that covers it."""
    hosts = sorted({host for hosts in spec.hosts.values() for host in hosts})
    return {host: next((one for one in spec.certificates if _is_for(one, host)), None) for host in hosts}


def derive_public_gateway(spec: LlmGatewaySpec) -> GatewayObject:
    """Return the Gateway that the VirtualServices of the APIs attach to."""
    return GatewayObject(name=spec.name, servers=(*_plain(spec), *_https(spec)))


def derive_redirect(spec: LlmGatewaySpec) -> GatewayObject | None:
    """Return the Gateway of plain HTTP that only leads to HTTPS.

    Its hosts are the gateway's own namespace's, as its one VirtualService stands there.
    """
    if not isinstance(spec.http, RedirectToHttps):
        return None
    hosts = tuple(f"./{host}" for host in sorted({host for hosts in spec.hosts.values() for host in hosts}))
    name = f"{spec.name}-redirect"
    return GatewayObject(name=name, servers=(Server(port_name="http", port=spec.http.port, hosts=hosts),))


def derive_slot_gateways(spec: LlmGatewaySpec, slots: Iterable[Slot]) -> Iterator[GatewayObject]:
    """Return a Gateway for each slot: a VirtualService can't distinguish servers of one Gateway with the same port."""
    for slot in slots:
        server = Server(port_name="http", port=PORT, hosts=_all_hosts(spec), bind=slot.address)
        yield GatewayObject(name=slot.object_name, servers=(server,))


def _is_for(certificate: Certificate, host: str) -> bool:
    return certificate.hosts is None or any(covers(one, host) for one in certificate.hosts)


def _plain(spec: LlmGatewaySpec) -> Iterator[Server]:
    # One server for all: a longer list of hosts changes only routes.
    if isinstance(spec.http, PlainHttp):
        yield Server(port_name="http", port=spec.http.port, hosts=_all_hosts(spec))


def _https(spec: LlmGatewaySpec) -> Iterator[Server]:
    """Return a server for each host: a longer list of hosts would be a new filter chain, and end the old one's streams.

    A host of several namespaces has one server, as the list of namespaces changes only routes.
    """
    for host, certificate in certificates_by_host(spec).items():
        if certificate:
            yield Server(
                port_name=_port_name(host),
                port=spec.https_port,
                hosts=tuple(f"{namespace}/{host}" for namespace, hosts in spec.hosts.items() if host in hosts),
                credential_name=certificate.credential_name,
                min_tls_version=None if spec.min_tls_version == _ISTIOS_MIN_TLS else spec.min_tls_version,
                client_certificates=spec.client_certificates,
            )


def _all_hosts(spec: LlmGatewaySpec) -> tuple[str, ...]:
    return tuple(f"{namespace}/{host}" for namespace, hosts in spec.hosts.items() for host in hosts)


def _port_name(host: str) -> str:
    """Name a server's port after its host, unambiguously, and without dots, at which Istio takes names apart."""
    digest = hashlib.sha256(host.encode()).hexdigest()[:_DIGITS]
    readable = host.replace("*", "any").replace(".", "-")[:_READABLE].strip("-")
    return f"https-{readable}-{digest}"
