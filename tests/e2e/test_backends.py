"""The Service of a pool: its name, ports, protocol and type."""

from __future__ import annotations

from pathlib import Path

import pytest

from e2e.support.apis import api, applied, cluster_of, declared, host_of
from lab.cluster.client import Ref
from lab.environment import Lab
from llm_api_mesh import ALL_PATHS, LlmApiMesh, MeshApp, Pool
from support.apps import PLAIN_GATEWAY


def test_a_service_has_the_given_name_and_ports(lab: Lab, tmp_path: Path) -> None:
    """The gateway reaches the Pods by the name and the ports that the pool sets."""
    pool = {"name": "vllm", "port": 8000, "target_port": 9000, "port_name": "http-web"}
    with api(lab, tmp_path, "named", pool=pool, port=9000, replicas=1) as app:
        assert lab.call(host=host_of("named")).statuses() == {200: 1}
        endpoints = lab.gateway.endpoints("outbound|8000||vllm.named.svc.cluster.local")
        assert endpoints.keys() == {f"{app.replica(0).host.address}:9000"}


@pytest.mark.parametrize(("protocol", "http2"), [("http", False), ("h2c", True), ("grpc", True)])
def test_the_proxy_uses_the_protocol(lab: Lab, tmp_path: Path, protocol: str, http2: bool) -> None:
    """The gateway uses HTTP/2 for h2c and gRPC Pods and HTTP/1.1 for others; gRPC connections have no idle timeout."""
    with applied(lab, tmp_path, "spoken", pool={"protocol": protocol}):
        options = lab.gateway.clusters()[cluster_of("spoken")].get("typed_extension_protocol_options", {})
        assert ("http2_protocol_options" in str(options)) is http2
        assert ("idle_timeout" in str(options)) is (protocol != "grpc")


@pytest.mark.parametrize("sidecar", [False, True])
@pytest.mark.parametrize("protocol", ["h2c", "grpc"])
def test_pods_that_speak_http2_alone(lab: Lab, tmp_path: Path, protocol: str, sidecar: bool) -> None:
    """They get the requests of clients of HTTP/1.1 and HTTP/2, with and without a sidecar, and can stream."""
    pool = {"protocol": protocol}
    with api(lab, tmp_path, "alone", pool=pool, paths=ALL_PATHS, sidecar=sidecar, replicas=1, simulator={"http2": 1}):
        for http2 in (False, True):
            for stream in (False, True):
                body: dict[str, object] = {"messages": [], "stream": stream}
                (answer,) = lab.call(host=host_of("alone"), body=body, http2=http2)
                assert (answer.ok, answer.replica) == (True, "alone-0"), answer
                assert (answer.body[-14:].strip() == b"data: [DONE]") == stream


def test_requests_to_pods_bypass_the_gateway(lab: Lab, tmp_path: Path) -> None:
    """The Pods' own address answers for any host; a probe of `/` gets 404, the path in the annotation gets 200."""
    path = "service.beta.kubernetes.io/azure-load-balancer-health-probe-request-path"

    def declare(app: MeshApp) -> None:
        pool = Pool(selector={"app": "past"}, target_port=8080, service_type="LoadBalancer")
        past = LlmApiMesh(app, "past", namespace="past", hosts=[host_of("past")], gateway=PLAIN_GATEWAY, backend=pool)
        assert past.service
        past.service.metadata.add_annotation(path, "/health")

    with declared(lab, tmp_path, declare):
        app = lab.app("past", namespace="past", labels={"app": "past"})
        health_path = lab.cluster.get(Ref("Service", "past", "past"))["metadata"]["annotations"][path]
        address = app.replica(0).host.address
        statuses = [
            lab.call(host="whoever.example.net", to=address, port=8080, path=path).statuses()
            for path in ("/", health_path, "/v1/models")
        ]
        lab.remove(app)
    assert statuses == [{404: 1}, {200: 1}, {200: 1}]


def test_a_service_of_type_load_balancer(lab: Lab, tmp_path: Path) -> None:
    """A pool can have a Service of type LoadBalancer, and the gateway still reaches its Pods."""
    with api(lab, tmp_path, "outside", pool={"service_type": "LoadBalancer"}, replicas=1):
        assert lab.cluster.get(Ref("Service", "outside", "outside"))["spec"]["type"] == "LoadBalancer"
        assert lab.call(host=host_of("outside")).statuses() == {200: 1}
