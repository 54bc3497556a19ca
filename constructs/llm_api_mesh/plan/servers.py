"""The servers of the Gateways: the ports and hosts that the gateway's pods serve."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.gateway import Gateway
from llm_api_mesh.spec.http import RedirectToHttps


@dataclass(frozen=True, kw_only=True)
class Server:
    """A server of a Gateway."""

    port: int
    name: str
    """Name of the port."""
    protocol: Literal["HTTP", "HTTPS"]
    hosts: tuple[str, ...]
    credential_name: str | None = None
    """Secret with the certificate; None: plain HTTP."""
    https_redirect: bool = False
    """Whether it answers every request with a redirect to HTTPS."""


def derive_servers(api: ApiSpec) -> Iterator[Server]:
    """Yield the servers of the API's own Gateway; none if the API uses an existing one."""
    gateway = api.gateway
    if not isinstance(gateway, Gateway):
        return
    if gateway.http:
        yield Server(
            port=gateway.http.port,
            name="http",
            protocol="HTTP",
            hosts=_of_own_namespace(api.hosts),
            https_redirect=isinstance(gateway.http, RedirectToHttps),
        )
    # Sorted, so that the order of declaration doesn't change the YAML.
    for certificate in sorted(gateway.certificates, key=lambda one: one.credential_name):
        yield Server(
            port=gateway.https_port,
            name=certificate.port_name(api.name),
            protocol="HTTPS",
            hosts=_of_own_namespace(certificate.hosts or api.hosts),
            credential_name=certificate.credential_name,
        )


def _of_own_namespace(hosts: Iterable[str]) -> tuple[str, ...]:
    """The hosts for VirtualServices of the Gateway's own namespace, so that no other namespace's routes serve them."""
    return tuple(f"./{host}" for host in hosts)
