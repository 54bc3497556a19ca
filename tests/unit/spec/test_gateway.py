"""Gateways: faulty fields are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import Certificate, Gateway, GatewayRef, PlainHttp, RedirectToHttps
from support.apps import Emit, Refusal

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "one port for two protocols": (
        {"gateway": Gateway(certificates=[Certificate(credential_name="chat")], http=RedirectToHttps(port=443))},
        (
            "gateway: got https_port=443, which is also the port of plain HTTP. Allowed: two different ports, because "
            "one port can't serve both HTTP and HTTPS. [port-range]"
        ),
    ),
    "HTTPS without certificates": (
        {"gateway": Gateway(https_port=8443, http=PlainHttp())},
        (
            "gateway: got https_port without certificates. Remove https_port. Allowed: https_port together with "
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


CERTIFICATES = [Certificate(credential_name="chat")]


@pytest.mark.parametrize(
    ("gateway", "text"),
    [
        (
            Gateway(https_port=8443, certificates=CERTIFICATES, http=RedirectToHttps()),
            "Remove http, and the Gateway serves HTTPS only.",
        ),
        (Gateway(), 'Add certificates=[Certificate(credential_name="...")] for HTTPS, or http=PlainHttp(). Allowed: '),
        (Gateway(http=RedirectToHttps()), "got no certificates"),
    ],
    ids=["a redirect to another port than 443", "nothing", "a redirect to nothing"],
)
def test_a_gateway_that_serves_nothing_useful_is_refused(refusal: Refusal, gateway: Gateway, text: str) -> None:
    """Istio's redirect leads to port 443 only. Plain HTTP is served only on request, and HTTPS needs a certificate."""
    (problem,) = refusal(gateway=gateway)
    assert text in problem


def test_https_only(emit: Emit) -> None:
    """By default, the only server speaks HTTPS."""
    gateway = Gateway(anonymous=True, https_port=8443, certificates=CERTIFICATES)
    (server,) = emit("Gateway", gateway=gateway)["spec"]["servers"]
    assert (server["port"]["number"], server["port"]["protocol"]) == (8443, "HTTPS")
