"""Gateways: faulty fields are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import Certificate, Gateway, GatewayRef
from support.apps import Refusal

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "one port for two protocols": (
        {"gateway": Gateway(http_port=443, certificates=[Certificate(credential_name="chat")])},
        (
            "gateway: got http_port=443 and https_port=443. Allowed: two different ports, because one port "
            "can't serve both HTTP and HTTPS. [port-range]"
        ),
    ),
    "HTTPS without certificates": (
        {"gateway": Gateway(https_port=8443)},
        (
            "gateway: got https_port without certificates. Allowed: these fields together with "
            "certificates, because HTTPS needs a certificate. [field-without-effect]"
        ),
    ),
    "gateway by path": (
        {"gateway": GatewayRef(namespace="ai", name="istio-ingress/shared")},
        (
            'Write GatewayRef(namespace="istio-ingress", name="shared"). Allowed: the name without the '
            "namespace, which is a separate field. [name-invalid]"
        ),
    ),
    "gateway by full name": (
        {"gateway": GatewayRef(namespace="ai", name="shared.istio-ingress.svc.cluster.local")},
        (
            'Write GatewayRef(namespace="istio-ingress", name="shared"). Allowed: the name without the '
            "namespace, which is a separate field. [name-invalid]"
        ),
    ),
    "all sidecars as a gateway": (
        {"gateway": GatewayRef(namespace="ai", name="mesh")},
        '"mesh" is Istio\'s word for all sidecars. [name-invalid]',
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
