"""The Service, whole."""

from __future__ import annotations

import pytest

from llm_api_mesh import Pool
from llm_api_mesh.spec.backends.pods import Protocol
from support.apps import Emit


def test_default_service(emit: Emit) -> None:
    """A cluster address, port 80 to 8080, HTTP by name and appProtocol, and nothing else."""
    assert emit("Service") == {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {
            "name": "chat",
            "namespace": "ai",
            "labels": {"app.kubernetes.io/managed-by": "llm-api-mesh", "app.kubernetes.io/name": "chat"},
        },
        "spec": {
            "type": "ClusterIP",
            "selector": {"app": "chat"},
            "ports": [{"name": "http", "appProtocol": "http", "port": 80, "targetPort": 8080}],
        },
    }


@pytest.mark.parametrize(
    ("protocol", "name", "app_protocol"),
    [("http", "http", "http"), ("h2c", "http2", "kubernetes.io/h2c"), ("grpc", "grpc", "grpc")],
)
def test_protocols(emit: Emit, protocol: Protocol, name: str, app_protocol: str) -> None:
    """The port's name and its appProtocol agree."""
    (port,) = emit("Service", backend=Pool(selector={"app": "chat"}, target_port=8080, protocol=protocol))["spec"][
        "ports"
    ]
    assert (port["name"], port["appProtocol"]) == (name, app_protocol)


def test_everything_named(emit: Emit) -> None:
    """The user can set name, type, ports and the port's name."""
    backend = Pool(
        name="llm",
        selector={"app": "llm"},
        port=4000,
        target_port=8000,
        port_name="http-web",
        service_type="LoadBalancer",
    )
    service = emit("Service", backend=backend)
    assert service["metadata"]["name"] == "llm"
    assert service["spec"] == {
        "type": "LoadBalancer",
        "selector": {"app": "llm"},
        "ports": [{"name": "http-web", "appProtocol": "http", "port": 4000, "targetPort": 8000}],
    }
