"""The Certificates of cert-manager, from which the gateway's Secrets come."""

from __future__ import annotations

from collections.abc import Mapping

from cdk8s import ApiObjectMetadata
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.certificates import IssuedCertificate
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh_crds.io import cert_manager


class _Certificate(EscapeHatch, cert_manager.Certificate):
    pass


def build(scope: Construct, plan: GatewayPlan) -> Mapping[str, cert_manager.Certificate]:
    """Add the Certificates; return them by their names."""
    return {one.object_name: _build(scope, one) for one in plan.issued_certificates}


def _build(scope: Construct, one: IssuedCertificate) -> cert_manager.Certificate:
    issuer = cert_manager.CertificateSpecIssuerRef(
        group=one.issuer.group, kind=one.issuer.issuer_kind, name=one.issuer.name
    )
    return _Certificate(
        scope,
        f"Certificate-{one.object_name}",
        metadata=ApiObjectMetadata(name=one.object_name),
        spec=cert_manager.CertificateSpec(
            secret_name=one.object_name, dns_names=list(one.dns_names), issuer_ref=issuer
        ),
    )
