"""The certificates of an LLM gateway: those of cert-manager, and those of clients."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import Certificate, CertificateIssuer, ClientCertificates, Gateway, PlainHttp, RedirectToHttps
from support.apps import GatewayRefusal, Refusal
from support.llm_gateways import find, plain, written

ISSUER = CertificateIssuer(name="letsencrypt", issuer_kind="ClusterIssuer")
HOSTS = {"ai": ["chat.example.com", "*.ai.example.com"], "bi": ["chat.example.com", "bi.example.com"]}
CLIENTS = ClientCertificates(credential_name="clients-cacert")


def test_a_certificate_has_the_hosts_that_it_serves(tmp_path: Path) -> None:
    """Or those that it lists; the Secret has the Certificate's name."""
    certificates = [
        Certificate(credential_name="bi", hosts=["bi.example.com"], issuer=CertificateIssuer(name="ours", group="a.b")),
        Certificate(credential_name="llm", issuer=ISSUER),
    ]
    found = written(tmp_path, hosts=HOSTS, certificates=certificates)
    assert find(found, "Certificate", "llm", "cert-manager.io")["spec"] == {
        "dnsNames": ["*.ai.example.com", "chat.example.com"],
        "issuerRef": {"group": "cert-manager.io", "kind": "ClusterIssuer", "name": "letsencrypt"},
        "secretName": "llm",
    }
    assert find(found, "Certificate", "bi", "cert-manager.io")["spec"] == {
        "dnsNames": ["bi.example.com"],
        "issuerRef": {"group": "a.b", "kind": "Issuer", "name": "ours"},
        "secretName": "bi",
    }


def test_without_an_issuer_there_is_no_certificate(tmp_path: Path) -> None:
    """The Secret comes from elsewhere."""
    assert "Certificate" not in {one["kind"] for one in written(tmp_path)}


@pytest.mark.parametrize("argo_cd", [False, True])
def test_argo_cd_waits_for_a_certificate_last(tmp_path: Path, argo_cd: bool) -> None:
    """Its issuer may send a request to the gateway, which must be there by then."""
    certificates = [Certificate(credential_name="llm", issuer=ISSUER)]
    found = written(tmp_path, certificates=certificates, argo_cd=argo_cd)
    waves = [
        find(found, kind, "llm", group)["metadata"].get("annotations")
        for kind, group in (("Certificate", "cert-manager.io"), ("Gateway", "istio.io"))
    ]
    assert waves[0] == waves[1] == ({"argocd.argoproj.io/sync-wave": "3"} if argo_cd else None)


@pytest.mark.parametrize(
    ("changes", "tls"),
    [
        ({}, {"mode": "SIMPLE"}),
        ({"min_tls_version": "1.2"}, {"mode": "SIMPLE"}),
        ({"min_tls_version": "1.3"}, {"mode": "SIMPLE", "minProtocolVersion": "TLSV1_3"}),
        ({"client_certificates": CLIENTS}, {"mode": "MUTUAL", "caCertCredentialName": "clients-cacert"}),
        (
            {"client_certificates": CLIENTS.model_copy(update={"required": False}), "http": RedirectToHttps()},
            {"mode": "OPTIONAL_MUTUAL", "caCertCredentialName": "clients-cacert"},
        ),
    ],
)
def test_the_tls_of_each_server(tmp_path: Path, changes: dict[str, Any], tls: dict[str, str]) -> None:
    """All servers of clients have it, and only them. TLS 1.2 is Istio's own default, which isn't written."""
    servers = find(written(tmp_path, hosts=HOSTS, **changes), "Gateway", "llm")["spec"]["servers"]
    assert [one["tls"] for one in servers] == [{"credentialName": "llm", **tls}] * 3


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"client_certificates": CLIENTS, "http": PlainHttp()}, "http: got PlainHttp beside client_certificates"),
        (
            {"client_certificates": ClientCertificates(credential_name="clients")},
            'client_certificates.credential_name: got "clients". Write "clients-cacert", and rename the Secret.',
        ),
        (
            {"certificates": [Certificate(credential_name="llm-cacert")]},
            'certificates[0].credential_name: got "llm-cacert". Give the Secret another name. Allowed: a name that',
        ),
        (
            {"certificates": ..., "http": PlainHttp(), "min_tls_version": "1.3"},
            "min_tls_version: got min_tls_version without certificates",
        ),
        (
            {
                "hosts": HOSTS,
                "certificates": [
                    Certificate(credential_name="llm", hosts=["bi.example.com"], issuer=ISSUER),
                    Certificate(credential_name="llm", issuer=ISSUER),
                ],
            },
            "certificates[llm].issuer: got several certificates with an issuer",
        ),
        (
            {"certificates": [Certificate(credential_name="a", issuer=CertificateIssuer(name="b", issuer_kind="c d"))]},
            "certificates[0].issuer.issuer_kind: got",
        ),
    ],
)
def test_is_refused(gateway_refusal: GatewayRefusal, changes: dict[str, Any], message: str) -> None:
    """What lets clients past their certificates, or has no effect."""
    problems = gateway_refusal(**plain(changes))
    assert any(problem.startswith(message) for problem in problems), problems


def test_an_issuer_is_for_an_llm_gateway(refusal: Refusal) -> None:
    """An API's own Gateway doesn't know the namespace of its pods, in which the Secret must be."""
    (problem,) = refusal(
        gateway=Gateway(anonymous=True, certificates=[Certificate(credential_name="a", issuer=ISSUER)])
    )
    assert problem.startswith("gateway.certificates[a].issuer: got an issuer at a Gateway of the API's own")
