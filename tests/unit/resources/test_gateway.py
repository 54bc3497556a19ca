"""The Gateway's servers."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import Certificate, Gateway, LlmApiMesh, MeshApp, Pool
from support import documents
from support.apps import Emit, Synth

HTTP = {"number": 80, "name": "http", "protocol": "HTTP"}


def servers(emit: Emit, hosts: list[str], gateway: Gateway) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = emit("Gateway", hosts=hosts, gateway=gateway)["spec"]["servers"]
    return listed


@pytest.mark.parametrize("hosts", [["*.example.com"], ["*"], ["a.example.com", "b.example.com"]])
def test_gateway_is_limited_to_the_hosts(emit: Emit, hosts: list[str]) -> None:
    """The server lists what the mesh lists: a star only where it was asked for by name."""
    assert servers(emit, hosts, Gateway()) == [{"port": HTTP, "hosts": hosts}]


def test_certificates_bring_https_and_a_redirect(emit: Emit) -> None:
    """One certificate for all hosts: an HTTPS server, and plain HTTP answers with a redirect."""
    assert servers(emit, ["a.example.com"], Gateway(certificates=[Certificate(credential_name="a")])) == [
        {"port": HTTP, "hosts": ["a.example.com"], "tls": {"httpsRedirect": True}},
        {
            "port": {"number": 443, "name": "https-chat--a", "protocol": "HTTPS"},
            "hosts": ["a.example.com"],
            "tls": {"mode": "SIMPLE", "credentialName": "a"},
        },
    ]


def test_redirect_can_be_left_out(emit: Emit) -> None:
    """Plain HTTP beside HTTPS is for those who ask for it."""
    gateway = Gateway(certificates=[Certificate(credential_name="a")], https_redirect=False)
    assert servers(emit, ["a.example.com"], gateway)[0] == {"port": HTTP, "hosts": ["a.example.com"]}


def test_another_host_changes_no_port_name(emit: Emit) -> None:
    """Server port names follow from mesh and certificate, so that they stay when a host comes or goes."""

    def names(*hosts: str) -> list[str]:
        certificates = [Certificate(credential_name=host, hosts=[host]) for host in hosts]
        return [server["port"]["name"] for server in servers(emit, list(hosts), Gateway(certificates=certificates))]

    before, after = names("b.example.com", "c.example.com"), names("a.example.com", "b.example.com", "c.example.com")
    assert len(set(after)) == len(after)
    assert [name for name in after if name in before] == before


def test_meshes_of_one_ingress_share_no_port_name(synth: Synth) -> None:
    """A mesh and its certificate, put together, are told from another pair that reads alike."""

    def declare(app: MeshApp) -> None:
        for mesh, credential in (("chat", "a-tls"), ("chat-a", "tls")):
            gateway = Gateway(certificates=[Certificate(credential_name=credential)])
            pool = Pool(selector={"app": mesh})
            LlmApiMesh(app, mesh, namespace="ai", hosts=[f"{mesh}.example.com"], gateway=gateway, backend=pool)

    gateways = [item for text in synth(declare).values() for item in documents.load(text) if item["kind"] == "Gateway"]
    names = [gateway["spec"]["servers"][1]["port"]["name"] for gateway in gateways]
    assert sorted(names) == ["https-chat--a-tls", "https-chat-a--tls"]
