"""Hosted providers that know an LLM gateway by its own identity: AWS signatures and Google tokens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.support.llm_gateways import HOST, REF, Platform, platform
from lab.apps.hosted_provider import HostedProvider
from lab.environment import Lab
from llm_api_mesh import Bedrock, GatewayProvider, LlmApiMesh, MeshApp, Model, ProviderRef, VertexAI

TOKEN = "ya29.of-the-lab"  # noqa: S105  # the lab's own
AWS, GOOGLE = "gpt-oss", "gemini"
PROVIDERS = {
    "aws": GatewayProvider(provider=Bedrock(region="eu-central-1"), namespaces=["ai"]),
    "vertex": GatewayProvider(provider=VertexAI(project="ours", location="europe-west4"), namespaces=["ai"]),
}


def declare_api(folder: Path) -> None:
    """Write an API with a model of each provider, by the provider's name of it."""
    app = MeshApp(outdir=folder)
    models = [
        Model(name=AWS, backend=ProviderRef(provider="aws", model="openai.gpt-oss-120b-1:0")),
        Model(name=GOOGLE, backend=ProviderRef(provider="vertex", model="google/gemini-2.5-flash")),
    ]
    LlmApiMesh(app, "identities", namespace="ai", hosts=[HOST], gateway=REF, models=models)
    app.synth()


@pytest.fixture(scope="module")
def aws(shared_lab: Lab) -> Iterator[HostedProvider]:
    """The lab's Bedrock."""
    provider = shared_lab.provider(
        "bedrock", hosts=["bedrock-runtime.eu-central-1.amazonaws.com"], base_path="/openai/v1"
    )
    yield provider
    shared_lab.remove(provider)


@pytest.fixture(scope="module")
def vertex(shared_lab: Lab) -> Iterator[HostedProvider]:
    """The lab's Vertex AI, with the metadata server of the gateway's node."""
    base_path = "/v1/projects/ours/locations/europe-west4/endpoints/openapi"
    metadata = shared_lab.metadata_server(TOKEN)
    provider = shared_lab.provider("vertex", hosts=["europe-west4-aiplatform.googleapis.com"], base_path=base_path)
    yield provider
    shared_lab.remove(provider, metadata)


@pytest.fixture(scope="module")
def gateway(
    shared_lab: Lab, aws: HostedProvider, vertex: HostedProvider, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Platform]:
    """The gateway with both providers, and an API that uses them."""
    for provider in (aws, vertex):
        provider.wait_ready()
    folder = tmp_path_factory.mktemp("llm-gateway")
    with platform(shared_lab, folder, "dedicated", providers=PROVIDERS) as running:
        declare_api(folder / "api")
        shared_lab.apply(folder / "api")
        yield running
        shared_lab.delete(folder / "api")


def test_requests_to_bedrock_are_signed(gateway: Platform, aws: HostedProvider) -> None:
    """The signature is of the body with the provider's name of the model, and new at a second attempt."""
    assert gateway.call(AWS).status == 200
    aws.refuse(503)
    assert gateway.call(AWS).status == 503
    aws.heal()
    requests = aws.requests()
    assert len(requests) == 4
    for request in requests:
        assert request["body"]["model"] == "openai.gpt-oss-120b-1:0"
        signature = request["headers"]["authorization"]
        assert signature.startswith("AWS4-HMAC-SHA256 Credential=AKIALAB/")
        assert "x-session-id" not in signature
    assert gateway.call(body={"model": AWS, "messages": ["x" * 3_000_000]}).status == 200


def test_vertex_ai_gets_the_gateway_s_token(gateway: Platform, vertex: HostedProvider) -> None:
    """Every attempt has the token of the gateway's identity, and no credential of the client."""
    assert gateway.call(GOOGLE, headers={"authorization": "Bearer callers-own"}).status == 200
    vertex.refuse(503)
    assert gateway.call(GOOGLE).status == 503
    vertex.heal()
    requests = vertex.requests()
    assert {request["headers"]["authorization"] for request in requests} == {f"Bearer {TOKEN}"}
    assert {request["body"]["model"] for request in requests} == {"google/gemini-2.5-flash"}
    assert len(requests) == 4
    assert not [name for request in requests for name in request["headers"] if name.startswith("x-llm-")]


def test_a_copy_of_a_request_has_no_token(
    shared_lab: Lab, gateway: Platform, vertex: HostedProvider, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A namespace that may not use the provider gets 403, and by a mirror to its own pods it gets no token either."""
    vertex.clear_requests()
    thief = gateway.apply("mirroring_thief", tmp_path_factory.mktemp("thief"))
    app = shared_lab.app("thief", namespace="thief", labels={"app": "thief"})
    assert gateway.call(host="thief.example.com").status == 403
    assert TOKEN not in str(app.replica(0).requests())
    assert vertex.requests() == []
    shared_lab.remove(app)
    shared_lab.delete(thief)
