"""The Gateway's servers."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import Certificate, Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool, RedirectToHttps
from support import documents
from support.apps import Emit, Synth

HTTP = {"number": 80, "name": "http", "protocol": "HTTP"}


def servers(emit: Emit, hosts: list[str], gateway: Gateway) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = emit("Gateway", hosts=hosts, gateway=gateway)["spec"]["servers"]
    return listed


@pytest.mark.parametrize("hosts", [["*.example.com"], ["*"], ["a.example.com", "b.example.com"]])
def test_gateway_is_limited_to_the_hosts(emit: Emit, hosts: list[str]) -> None:
    """The server lists exactly the API's hosts, for VirtualServices of its own namespace."""
    assert servers(emit, hosts, Gateway(anonymous=True, http=PlainHttp())) == [
        {"port": HTTP, "hosts": [f"./{host}" for host in hosts]}
    ]


def test_a_redirect_beside_https(emit: Emit) -> None:
    """With one certificate for all hosts there is an HTTPS server, and `RedirectToHttps()` leads plain HTTP to it."""
    gateway = Gateway(anonymous=True, certificates=[Certificate(credential_name="a")], http=RedirectToHttps())
    assert servers(emit, ["a.example.com"], gateway) == [
        {"port": HTTP, "hosts": ["./a.example.com"], "tls": {"httpsRedirect": True}},
        {
            "port": {"number": 443, "name": "https-chat--a", "protocol": "HTTPS"},
            "hosts": ["./a.example.com"],
            "tls": {"mode": "SIMPLE", "credentialName": "a"},
        },
    ]


def test_plain_http_beside_https(emit: Emit) -> None:
    """Plain HTTP is served beside HTTPS only on request."""
    gateway = Gateway(anonymous=True, certificates=[Certificate(credential_name="a")], http=PlainHttp())
    assert servers(emit, ["a.example.com"], gateway)[0] == {"port": HTTP, "hosts": ["./a.example.com"]}


def test_another_host_changes_no_port_name(emit: Emit) -> None:
    """Names of server ports follow from API and certificate, so that another host doesn't change them."""

    def names(*hosts: str) -> list[str]:
        certificates = [Certificate(credential_name=host, hosts=[host]) for host in hosts]
        return [
            server["port"]["name"]
            for server in servers(
                emit, list(hosts), Gateway(anonymous=True, certificates=certificates, http=RedirectToHttps())
            )
        ]

    before, after = names("b.example.com", "c.example.com"), names("a.example.com", "b.example.com", "c.example.com")
    assert len(set(after)) == len(after)
    assert [name for name in after if name in before] == before


def test_apis_of_one_gateway_share_no_port_name(synth: Synth) -> None:
    """Two pairs of API and certificate never have the same port name."""

    def declare(app: MeshApp) -> None:
        for api, credential in (("chat", "a-tls"), ("chat-a", "tls")):
            gateway = Gateway(
                anonymous=True, certificates=[Certificate(credential_name=credential)], http=RedirectToHttps()
            )
            pool = Pool(selector={"app": api}, target_port=8080)
            LlmApiMesh(app, api, namespace="ai", hosts=[f"{api}.example.com"], gateway=gateway, backend=pool)

    gateways = [item for text in synth(declare).values() for item in documents.load(text) if item["kind"] == "Gateway"]
    names = [gateway["spec"]["servers"][1]["port"]["name"] for gateway in gateways]
    assert sorted(names) == ["https-chat--a-tls", "https-chat-a--tls"]
