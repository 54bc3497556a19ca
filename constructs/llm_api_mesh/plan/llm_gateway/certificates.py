"""The certificates of an LLM gateway that cert-manager gets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from llm_api_mesh.plan.llm_gateway.servers import certificates_by_host
from llm_api_mesh.spec.gateway import CertificateIssuer
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec


@dataclass(frozen=True, kw_only=True)
class IssuedCertificate:
    """A Certificate of cert-manager."""

    object_name: str
    """Its name, and that of its Secret."""
    dns_names: tuple[str, ...]
    issuer: CertificateIssuer


def derive_issued_certificates(spec: LlmGatewaySpec) -> Iterator[IssuedCertificate]:
    """Yield a Certificate for each one with an issuer: for the hosts that it lists, or those that it serves."""
    found = certificates_by_host(spec)
    for certificate in spec.certificates:
        if certificate.issuer:
            served = tuple(host for host, one in found.items() if one == certificate)
            yield IssuedCertificate(
                object_name=certificate.credential_name,
                dns_names=tuple(sorted(certificate.hosts)) if certificate.hosts else served,
                issuer=certificate.issuer,
            )
