"""Each cell of the matrix of the example with inference pools, on a lab with pickers and the pods of istiod."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.support.access_cells import ISSUER, Running
from e2e.support.keys import AWS
from e2e.support.tokens import Issuer
from lab.cluster.volumes import sds_secret
from lab.environment import Lab
from lab.istio.gateway import tls_secret
from lab.istio.istiod import IstiodSpec
from lab.machine.certificates import Certificate, trusting
from llm_api_mesh import InferencePool, LlmApiMesh, LlmGatewayRef, MeshApp
from llm_api_mesh.access_tables import matrix_text
from support.programs import golden_yaml

GATEWAY, TEAM = "llm-gateway", "ai"
PORT = 8000
OF_A_CHART = "vllm-qwen3-32b"
"""The pool that the example takes for granted."""
PODS = {
    "chat-llama-v1": {"app": "llama", "version": "v1"},
    "chat-llama-v2": {"app": "llama", "version": "v2"},
    OF_A_CHART: {"app": OF_A_CHART},
}


def _of_a_chart(folder: Path) -> Path:
    """The objects of a pool with its picker, and of an API whose host no gateway serves."""
    app = MeshApp(outdir=folder)
    pool = InferencePool(name=OF_A_CHART, selector=PODS[OF_A_CHART], target_ports=[PORT])
    ref = LlmGatewayRef(namespace=GATEWAY, name="llm", inference_pools=[TEAM])
    LlmApiMesh(app, "chart", namespace=TEAM, hosts=["chart.example.com"], gateway=ref, backend=pool)
    app.synth()
    return folder


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """The example, without a configuration that a proxy has rejected."""
    folder = tmp_path_factory.mktemp("cells-of-pools")
    written = golden_yaml("inference_pools")
    certificate = Certificate(folder, "llm", ["chat.example.com"])
    key = {"key.yaml": sds_secret("sk-lab-azure")}
    secret = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "azure", "namespace": GATEWAY}}
    with Lab(istiod_spec=IstiodSpec(deploys_gateways=True, inference_pools=True)) as lab:
        for namespace in (GATEWAY, TEAM):
            lab.cluster.require_namespace(namespace)
        lab.cluster.apply(tls_secret(certificate, GATEWAY))
        lab.cluster.apply({**secret, "stringData": key})
        azure = lab.provider("azure", hosts=["acme.openai.azure.com"], base_path="/openai/v1", models=["gpt-4o-mini"])
        lab.apply(written / "llm.k8s.yaml")
        outer = lab.deployed_gateway(GATEWAY, "llm-istio", environment=AWS)
        lab.deployed_gateway(GATEWAY, "llm-pools-istio")
        lab.apply(_of_a_chart(folder / "chart"))
        lab.apply(written / "chat.k8s.yaml")
        apps = {
            f"cell-{TEAM}-{name}": lab.app(f"cell-{TEAM}-{name}", namespace=TEAM, labels=labels, port=PORT)
            for name, labels in PODS.items()
        }
        for name in PODS:
            lab.picker(TEAM, f"{name}-picker")
        matrix = json.loads(matrix_text(written, "json"))
        tls, to = trusting([certificate]), outer.host.address
        yield Running(lab, matrix, apps, {"azure": azure}, Issuer(ISSUER), [certificate], tls, to=to)
        lab.assert_nothing_rejected()


def test_each_cell_at_the_gateway(example: Running) -> None:
    """A request of each kind gets what the matrix says, and from a replica of the pool that it says."""
    assert example.wrong() == {}


def test_the_next_backend_of_each_cell(example: Running) -> None:
    """If the pools of a cell can't serve, the provider answers, which costs money."""
    example.require_next_backends()
