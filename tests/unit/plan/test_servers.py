"""The servers of the Gateways."""

from __future__ import annotations

from llm_api_mesh import Certificate, Gateway, GatewayRef, LlmApiMesh, MeshApp, Pool, RedirectToHttps
from llm_api_mesh.plan.plan import Plan

HOSTS = ["a.example.com", "b.example.com"]
A, B = (Certificate(credential_name=name, hosts=[f"{name}.example.com"]) for name in "ab")


def plan(**options: object) -> Plan:
    right = {"namespace": "ai", "hosts": HOSTS, "backend": Pool(selector={"app": "chat"}, target_port=8080)}
    return LlmApiMesh(MeshApp(), "chat", **(right | options)).plan  # type: ignore[arg-type]


def test_the_order_of_certificates_has_no_effect() -> None:
    """The servers for HTTPS are sorted by their certificates, after the one for HTTP."""
    found = {
        plan(gateway=Gateway(anonymous=True, certificates=given, http=RedirectToHttps())).servers
        for given in ([A, B], [B, A])
    }
    assert [[server.credential_name for server in servers] for servers in found] == [[None, "a", "b"]]


def test_only_plain_http_redirects_to_https() -> None:
    """The servers with certificates are those to which the redirect leads."""
    gateway = Gateway(anonymous=True, certificates=[A, B], http=RedirectToHttps())
    assert [server.https_redirect for server in plan(gateway=gateway).servers] == [True, False, False]


def test_an_existing_gateway_gets_no_server() -> None:
    """The servers of a GatewayRef belong to its owner."""
    assert plan(gateway=GatewayRef(namespace="edge", name="shared")).servers == ()
