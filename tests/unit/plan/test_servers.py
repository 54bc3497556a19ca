"""The servers of the Gateways."""

from __future__ import annotations

from llm_api_mesh import Certificate, Failover, Gateway, GatewayRef, LlmApiMesh, MeshApp, Pool
from llm_api_mesh.plan.plan import Plan

HOSTS = ["a.example.com", "b.example.com"]
A, B = (Certificate(credential_name=name, hosts=[f"{name}.example.com"]) for name in "ab")


def plan(**options: object) -> Plan:
    right = {"namespace": "ai", "hosts": HOSTS, "backend": Pool(selector={"app": "chat"}, target_port=8080)}
    return LlmApiMesh(MeshApp(), "chat", **(right | options)).plan  # type: ignore[arg-type]


def test_the_order_of_certificates_has_no_effect() -> None:
    """The servers for HTTPS are sorted by their certificates, after the one for HTTP."""
    found = {plan(gateway=Gateway(certificates=given)).servers for given in ([A, B], [B, A])}
    assert [[server.credential_name for server in servers] for servers in found] == [[None, "a", "b"]]


def test_nothing_redirects_to_https_without_a_certificate() -> None:
    """The redirect is on by default, but only beside a server for HTTPS."""
    assert [server.https_redirect for server in plan().servers] == [False]
    assert [server.https_redirect for server in plan(gateway=Gateway(certificates=[A, B])).servers] == [
        True,
        False,
        False,
    ]


def test_an_existing_gateway_gets_no_server() -> None:
    """The servers of a GatewayRef belong to its owner."""
    assert plan(gateway=GatewayRef(namespace="edge", name="shared")).servers == ()


def test_each_backend_of_a_failover_has_a_server_on_the_loopback_interface() -> None:
    """Only the gateway's pods reach it, and only VirtualServices of the API's namespace can use it."""
    backends = [
        Pool(selector={"app": "chat"}, target_port=8080),
        Pool(name="spare", selector={"app": "spare"}, target_port=8080),
    ]
    servers = plan(backend=Failover(backends=backends)).leg_servers
    assert len({server.bind for server in servers.values()}) == len(servers) == 2
    for server in servers.values():
        assert str(server.bind).startswith("127.")
        assert server.hosts == ("./a.example.com", "./b.example.com")
