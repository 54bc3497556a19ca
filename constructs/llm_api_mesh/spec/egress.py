"""The way of an LLM gateway's requests to hosted providers, if it isn't the direct one."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Annotated

from frozendict import frozendict

from llm_api_mesh.spec.base import Rule, Spec, refused
from llm_api_mesh.spec.names import DNS_NAME, DnsLabel, Port, Selector, ServiceName, is_domain

_HTTPS = 443


def _is_address(host: str) -> bool:
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return False


def _proxy_host(host: str) -> str:
    if "://" in host or "@" in host:
        allowed = "the host of the proxy alone, because its port is a separate field"
        raise refused("host-invalid", given="a URL", allowed=allowed)
    if not (is_domain(host) or _is_address(host)):
        raise refused("host-invalid", allowed=f"an IP address that isn't a loopback address, or {DNS_NAME}")
    return host


class EgressGateway(Spec):
    """Pods of another gateway, through which the requests to hosted providers leave.

    The pods pass on TLS as it is. They see the names of the providers, and neither requests nor keys. They must be
    there already, and nothing else should be able to reach them.

    Becomes: a `Gateway` with `tls.mode: PASSTHROUGH`, a `VirtualService` and `ServiceEntry` objects in the file
    `<gateway>-egress.k8s.yaml`, which is for the namespace of these pods.
    """

    namespace: DnsLabel
    """Namespace of the pods and of their Service. Becomes: `metadata.namespace` of the objects in the file."""
    service: ServiceName = "istio-egressgateway"
    """Name of the pods' Service. Default: "istio-egressgateway". Becomes: a part of `ServiceEntry.spec.endpoints` of
    the providers."""
    selector: Selector = frozendict({"istio": "egressgateway"})
    """Labels of the pods. Default: those of Istio's egress gateway. Becomes: `Gateway.spec.selector`."""
    port: Port = _HTTPS
    """Port of the Service for TLS. Default: 443. Becomes: `Gateway.spec.servers[].port.number`."""


class ForwardProxy(Spec):
    """A proxy of the company, such as Squid, which connects to hosted providers by the method CONNECT of HTTP.

    It passes on TLS as it is. The gateway refuses the certificate of a proxy that ends TLS. A proxy that asks for a
    password isn't supported, because Istio has no field for it.

    Becomes: a `DestinationRule` with a `tunnel` for each provider, a `ServiceEntry`, a `Gateway` and a
    `VirtualService`.
    """

    host: Annotated[str, Rule(_proxy_host)]
    """DNS name or IP address of the proxy. Becomes: `ServiceEntry.spec.endpoints`."""
    port: Port
    """Port of the proxy for plain HTTP, such as 3128. No default, because proxies differ. Becomes:
    `ServiceEntry.spec.ports`."""
