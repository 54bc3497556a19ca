"""The ingress gateway of an API: a new one or an existing one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, NamedTuple, Self

from frozendict import frozendict
from pydantic import Tag, model_validator

from llm_api_mesh.spec.base import List, Rule, Spec, one_of, refused
from llm_api_mesh.spec.caller import ServiceAccount
from llm_api_mesh.spec.hosts import Hosts
from llm_api_mesh.spec.http import AnyHttp, PlainHttp, RedirectToHttps
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef
from llm_api_mesh.spec.names import LABEL_MAX, DnsLabel, DnsName, Domain, Port, Selector, dns_label, is_dns_label

AUTHORITIES = "-cacert"
"""By this ending of its name, istiod knows a Secret with certificates of authorities and without a key."""

_HTTPS = 443
_KIND = re.compile(r"[A-Z][A-Za-z0-9]{0,62}")


class GatewayKey(NamedTuple):
    """Namespace and name of a Gateway."""

    namespace: str
    name: str


def _kind(name: str) -> str:
    if not _KIND.fullmatch(name):
        raise refused("name-invalid", allowed="a kind of cert-manager's issuers, such as Issuer or ClusterIssuer")
    return name


def _of_server(name: str) -> str:
    if name.endswith(AUTHORITIES):
        raise refused(
            "name-invalid",
            allowed=f"a name that doesn't end with {AUTHORITIES}, as istiod reads only authorities from such a Secret",
            fix="Give the Secret another name.",
        )
    return name


class CertificateIssuer(Spec):
    """An issuer of cert-manager, which the cluster has already.

    Becomes: `Certificate.spec.issuerRef`.
    """

    name: DnsName
    """Name of the issuer. An `Issuer` is in the gateway's namespace. Becomes: `issuerRef.name`."""
    issuer_kind: Annotated[str, Rule(_kind, pattern=_KIND.pattern)] = "Issuer"
    """Kind of the issuer, such as `ClusterIssuer`. Default: `Issuer`, as in cert-manager. Becomes: `issuerRef.kind`."""
    group: Domain = "cert-manager.io"
    """API group of the kind, which issuers of other vendors have. Default: `cert-manager.io`. Becomes:
    `issuerRef.group`."""


class Certificate(Spec):
    """A TLS certificate and the hosts that use it.

    Becomes: `Gateway.spec.servers[]` with protocol HTTPS.
    """

    credential_name: Annotated[DnsName, Rule(_of_server, **{"not": {"pattern": f".*{AUTHORITIES}"}})]
    """Secret with the certificate and its key, in the namespace of the gateway's pods. Its name doesn't end with
    `-cacert`. Becomes: `servers[].tls.credentialName`."""
    issuer: CertificateIssuer | None = None
    """The issuer from which cert-manager gets the certificate for these hosts; only at an `LlmGateway`. Default: none,
    and the Secret comes from elsewhere. Becomes: a `Certificate` of cert-manager with the Secret's name."""
    hosts: Hosts | None = None
    """The hosts of the API that use the certificate. Default: all hosts. Becomes: `servers[].hosts`."""

    def port_name(self, api: str) -> str:
        """Name of the server's port, by which Istio distinguishes the HTTPS servers of all Gateways."""
        # Exactly two hyphens separate the parts and are in none of them, so chat and a-tls differ from chat-a and tls.
        # No dots: the name becomes part of the name of the proxy's route configuration, which Istio splits at dots.
        parts = (api, self.credential_name.replace(".", "-"))
        return "https-" + "--".join(part.replace("--", "---") for part in parts)


class Gateway(Spec):
    """A Gateway for the hosts of this API alone. It serves HTTPS, and plain HTTP only on request.

    It requires nothing of callers. An `LlmGateway` can require a token, a key or a certificate.

    Becomes: a `Gateway`.
    """

    no_effect: ClassVar[Mapping[str, str]] = frozendict(
        {
            "http_port": "Write http=PlainHttp(port=...), or http=RedirectToHttps(port=...).",
            "https_redirect": "Write http=RedirectToHttps() for a redirect.",
        }
    )

    name: DnsLabel | None = None
    """Name of the Gateway. Default: the name of the API. Becomes: `metadata.name`."""
    selector: Selector = frozendict({"istio": "ingressgateway"})
    """Labels of the gateway's pods. Default: `istio: ingressgateway`, those of Istio's own ingress gateway. Becomes:
    `spec.selector`."""
    service_account: ServiceAccount | None = None
    """Service account of the gateway's pods, as `<namespace>/<name>`. With it, the pods of the API admit the gateway
    and the `callers`, and nobody else. Default: unknown, and the API keeps nobody from its pods. Becomes:
    `AuthorizationPolicy.spec.rules[].from[].source.serviceAccounts`."""
    anonymous: bool = False
    """Whether everyone who reaches the Gateway may use the API. It must be True, because a Gateway can't ask its
    callers for anything. Default: False, and the Gateway is refused. Becomes: nothing by itself."""
    certificates: List[Certificate] = ()
    """Certificates for HTTPS. Default: none, which needs `http=PlainHttp()`. Becomes: one server for each
    certificate."""
    http: AnyHttp | None = None
    """Plain HTTP: `PlainHttp()` or `RedirectToHttps()`. Default: none, and the Gateway serves HTTPS only. Becomes: a
    server with protocol HTTP."""
    https_port: Port = _HTTPS
    """Port of HTTPS; only with certificates. Default: 443. Becomes: `servers[].port.number` of the HTTPS servers."""

    @model_validator(mode="after")
    def _serves_https_unless_asked(self) -> Self:
        if not (self.certificates or isinstance(self.http, PlainHttp)):
            raise refused(
                "field-required",
                given="no certificates",
                allowed="HTTPS, or plain HTTP for a trial and behind a proxy that ends TLS",
                fix='Add certificates=[Certificate(credential_name="...")] for HTTPS, or http=PlainHttp().',
            )
        return self

    @model_validator(mode="after")
    def _two_ports(self) -> Self:
        if self.certificates and self.http and self.http.port == self.https_port:
            raise refused(
                "port-range",
                given=f"https_port={self.https_port}, which is also the port of plain HTTP",
                allowed="two different ports, because one port can't serve both HTTP and HTTPS",
            )
        return self

    @model_validator(mode="after")
    def _redirect_leads_to_443(self) -> Self:
        if isinstance(self.http, RedirectToHttps) and self.https_port != _HTTPS:
            raise refused(
                "port-range",
                given=f"https_port={self.https_port} with a redirect of plain HTTP",
                allowed=f"https_port={_HTTPS}, because Istio's redirect leads there",
                fix="Remove http, and the Gateway serves HTTPS only.",
            )
        return self

    @model_validator(mode="after")
    def _https_needs_certificates(self) -> Self:
        if "https_port" in self.model_fields_set and not self.certificates:
            raise refused(
                "field-without-effect",
                given="https_port without certificates",
                allowed="https_port together with certificates, because HTTPS needs a certificate",
                fix="Remove https_port.",
            )
        return self


_ALL_SIDECARS = "mesh"


def reference(text: str) -> str:
    """Return the reference that a string stands for: a name, `<namespace>/<name>`, or a fully qualified name."""
    first, slash, rest = text.partition("/")
    namespace, name = (first, rest) if slash else (text.split(".")[1] if "." in text else "...", text.partition(".")[0])
    if not is_dns_label(name) or name == _ALL_SIDECARS or not (namespace == "..." or is_dns_label(namespace)):
        namespace = name = "..."
    return f'GatewayRef(namespace="{namespace}", name="{name}")'


def existing(text: str) -> str:
    """Say how to refer to the Gateway that a string stands for."""
    return f"To use an existing Gateway, write {reference(text)}. If it is an LlmGateway, write LlmGatewayRef instead."


def _gateway_name(name: str) -> str:
    if name == _ALL_SIDECARS:
        raise refused("name-invalid", allowed='the name of a Gateway; "mesh" is Istio\'s word for all sidecars')
    if "/" in name or "." in name:
        near = reference(name)
        fix = "" if "..." in near else f"Write {near}."
        raise refused("name-invalid", allowed="the name without the namespace, which is a separate field", fix=fix)
    return dns_label(name)


class GatewayRef(Spec):
    """An existing Gateway, such as one that its owner shares with several teams.

    It must serve the hosts of the API, by their names or by wildcards.

    Becomes: `VirtualService.spec.gateways: [<namespace>/<name>]`.
    """

    namespace: DnsLabel
    """Namespace of the Gateway. Becomes: the first part of `VirtualService.spec.gateways[]`."""
    name: Annotated[str, Rule(_gateway_name, pattern=r"[a-z0-9]([a-z0-9-]*[a-z0-9])?", maxLength=LABEL_MAX)]
    """Name of the Gateway. Becomes: the second part of `VirtualService.spec.gateways[]`."""
    service_account: ServiceAccount | None = None
    """Service account of the gateway's pods, as `<namespace>/<name>`. With it, the pods of the API admit the gateway
    and the `callers`, and nobody else. Default: unknown, and the API keeps nobody from its pods. Becomes:
    `AuthorizationPolicy.spec.rules[].from[].source.serviceAccounts`."""

    @classmethod
    def meant_by(cls, *positional: object) -> str:
        """Read a namespace and a name, together or apart."""
        texts = [one for one in positional if isinstance(one, str)]
        return reference("/".join(texts)) if len(texts) == len(positional) else ""


AnyGateway = Annotated[
    Annotated[Gateway, Tag("Gateway")]
    | Annotated[GatewayRef, Tag("GatewayRef")]
    | Annotated[LlmGatewayRef, Tag("LlmGatewayRef")],
    one_of(Gateway, GatewayRef, LlmGatewayRef, fix=existing("")),
]
