"""What stands behind a mesh: the Service's name, ports, protocol and type."""

from __future__ import annotations

from pathlib import Path

from e2e.support.meshes import applied, cluster_of, declared, host_of, mesh
from lab.cluster.client import Ref
from lab.environment import Lab
from llm_api_mesh import LlmApiMesh, MeshApp, Pool

import pytest


def test_a_service_has_the_names_and_ports_that_it_is_given(lab: Lab, tmp_path: Path) -> None:
    """A pool's own name and ports are the ones by which the gateway reaches its pods."""
    pool = {"name": "vllm", "port": 8000, "target_port": 9000, "port_name": "http-web"}
    with mesh(lab, tmp_path, "named", pool=pool, port=9000, replicas=1) as app:
        assert lab.call(host=host_of("named")).statuses() == {200: 1}
        endpoints = lab.gateway.endpoints("outbound|8000||vllm.named.svc.cluster.local")
        assert endpoints.keys() == {f"{app.replica(0).host.address}:9000"}


@pytest.mark.parametrize(("protocol", "http2"), [("http", False), ("h2c", True), ("grpc", True)])
def test_the_protocol_is_the_proxy_s(lab: Lab, tmp_path: Path, protocol: str, http2: bool) -> None:
    """The gateway speaks HTTP/2 to h2c and gRPC pods, HTTP/1.1 to the others; gRPC's connections may be idle."""
    with applied(lab, tmp_path, "spoken", pool={"protocol": protocol}):
        options = lab.gateway.clusters()[cluster_of("spoken")].get("typed_extension_protocol_options", {})
        assert ("http2_protocol_options" in str(options)) is http2
        assert ("idle_timeout" in str(options)) is (protocol != "grpc")


def test_an_address_past_the_gateway_has_nothing_of_the_mesh(lab: Lab, tmp_path: Path) -> None:
    """Whatever host is named, the pods answer; a probe of `/` finds nothing, that of the annotation's path does."""
    path = "service.beta.kubernetes.io/azure-load-balancer-health-probe-request-path"

    def declare(app: MeshApp) -> None:
        pool = Pool(selector={"app": "past"}, service_type="LoadBalancer")
        past = LlmApiMesh(app, "past", namespace="past", hosts=[host_of("past")], backend=pool)
        assert past.service
        past.service.metadata.add_annotation(path, "/health")

    with declared(lab, tmp_path, declare):
        app = lab.app("past", namespace="past", labels={"app": "past"})
        found = lab.cluster.get(Ref("Service", "past", "past"))["metadata"]["annotations"][path]
        address = app.replica(0).host.address
        asked = [
            lab.call(host="whoever.example.net", to=address, port=8080, path=path).statuses()
            for path in ("/", found, "/v1/models")
        ]
        lab.remove(app)
    assert asked == [{404: 1}, {200: 1}, {200: 1}]


def test_a_load_balancer_is_admitted_and_still_reached_by_the_gateway(lab: Lab, tmp_path: Path) -> None:
    """A Service with an address of its own is the API server's LoadBalancer, and the mesh goes on as before."""
    with mesh(lab, tmp_path, "outside", pool={"service_type": "LoadBalancer"}, replicas=1):
        assert lab.cluster.get(Ref("Service", "outside", "outside"))["spec"]["type"] == "LoadBalancer"
        assert lab.call(host=host_of("outside")).statuses() == {200: 1}
