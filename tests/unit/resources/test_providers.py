"""Hosted providers: the objects of one, whole where it is short, and what differs from kind to kind."""

from __future__ import annotations

from typing import Any

from llm_api_mesh import (
    Anthropic,
    AzureOpenAI,
    Bedrock,
    Gateway,
    GatewayRef,
    Gemini,
    KeyFromEnvironment,
    KeyFromFile,
    LlmApiMesh,
    MeshApp,
    Mistral,
    OpenAI,
    OpenAICompatible,
    VertexAI,
)
from llm_api_mesh.spec.backends import AnyProvider
from support.apps import Emit

import pytest

KEY = KeyFromEnvironment(variable="LLM_API_KEY")
BEARER = {"authorization": "Bearer %ENVIRONMENT(LLM_API_KEY)%"}
VERTEX = "/v1/projects/ours/locations/europe-west4/endpoints/openapi"


def test_a_service_entry_is_for_the_gateway_alone(emit: Emit) -> None:
    """One name of the mesh's own, one address, exported to the namespace of the gateway's pods."""
    assert emit("ServiceEntry", backend=OpenAI(api_key=KEY), gateway=Gateway(pod_namespace="edge"))["spec"] == {
        "hosts": ["openai.chat.ai.llm-api-mesh.internal"],
        "exportTo": ["edge"],
        "location": "MESH_EXTERNAL",
        "resolution": "DNS",
        "ports": [{"name": "http", "number": 443, "protocol": "HTTP"}],
        "endpoints": [{"address": "api.openai.com"}],
    }


def test_tls_verifies_the_provider_s_name(emit: Emit) -> None:
    """Name, subject alternative names and authorities together; nothing is balanced or ejected by the pods' rules."""
    spec = emit("DestinationRule", backend=OpenAI(api_key=KEY))["spec"]
    assert spec["host"] == "openai.chat.ai.llm-api-mesh.internal"
    assert spec["exportTo"] == ["istio-system"]
    assert spec["trafficPolicy"]["tls"] == {
        "mode": "SIMPLE",
        "sni": "api.openai.com",
        "subjectAltNames": ["api.openai.com"],
        "caCertificates": "system",
    }
    assert spec["trafficPolicy"]["connectionPool"] == {
        "http": {"idleTimeout": "59s"},
        "tcp": {"connectTimeout": "2s", "tcpKeepalive": {"interval": "10s", "probes": 3, "time": "30s"}},
    }
    assert "outlierDetection" not in spec["trafficPolicy"]


@pytest.mark.parametrize(
    ("backend", "authority", "base_path", "headers"),
    [
        (OpenAI(api_key=KEY), "api.openai.com", None, BEARER),
        (Mistral(api_key=KEY), "api.mistral.ai", None, BEARER),
        (Anthropic(api_key=KEY), "api.anthropic.com", None, BEARER),
        (
            Anthropic(api_key=KEY, api="messages"),
            "api.anthropic.com",
            None,
            {"x-api-key": "%ENVIRONMENT(LLM_API_KEY)%"},
        ),
        (Gemini(api_key=KEY), "generativelanguage.googleapis.com", "/v1beta/openai", BEARER),
        (
            AzureOpenAI(resource="ours", api_key=KEY),
            "ours.openai.azure.com",
            "/openai/v1",
            {"api-key": "%ENVIRONMENT(LLM_API_KEY)%"},
        ),
        (
            Bedrock(region="eu-central-1", api_key=KEY),
            "bedrock-runtime.eu-central-1.amazonaws.com",
            "/openai/v1",
            BEARER,
        ),
        (Bedrock(region="eu-central-1"), "bedrock-runtime.eu-central-1.amazonaws.com", "/openai/v1", None),
        (
            VertexAI(project="ours", location="europe-west4"),
            "europe-west4-aiplatform.googleapis.com",
            VERTEX,
            {"authorization": "Bearer %REQ(x-llm-google-token)%"},
        ),
        (
            VertexAI(project="ours"),
            "aiplatform.googleapis.com",
            "/v1/projects/ours/locations/global/endpoints/openapi",
            {"authorization": "Bearer %REQ(x-llm-google-token)%"},
        ),
        (
            OpenAICompatible(url="https://llm.example.net:8443/api/v1/", api_key=KEY),
            "llm.example.net",
            "/api/v1",
            BEARER,
        ),
        (OpenAI(api_key=KeyFromFile(path="/secrets/openai/key.yaml")), "api.openai.com", None, None),
    ],
)
def test_each_kind_has_its_host_path_and_header(
    emit: Emit, backend: AnyProvider, authority: str, base_path: str | None, headers: dict[str, str] | None
) -> None:
    """What every route of the mesh does to its requests."""
    for route in emit("VirtualService", backend=backend)["spec"]["http"]:
        rewrite: dict[str, Any] = {"authority": authority}
        if base_path:
            rewrite["uriRegexRewrite"] = {"match": "^/v1/", "rewrite": f"{base_path}/"}
        assert route["rewrite"] == rewrite
        assert route["headers"]["request"].get("set") == headers
        assert "authorization" in route["headers"]["request"]["remove"]


def filters(emit: Emit, backend: AnyProvider, **changes: object) -> dict[str, Any]:
    """The HTTP filters on a provider's cluster, by name."""
    (patch,) = emit("EnvoyFilter", "ai-chat-provider-requests", backend=backend, **changes)["spec"]["configPatches"]
    assert patch["applyTo"] == "CLUSTER"
    (options,) = patch["patch"]["value"]["typed_extension_protocol_options"].values()
    found = options["http_filters"]
    assert found[-1]["name"] == "envoy.filters.http.upstream_codec"
    return {one["name"].removeprefix("envoy.filters.http."): one["typed_config"] for one in found}


@pytest.mark.parametrize(
    ("backend", "names"),
    [
        (OpenAI(api_key=KEY), ["header_mutation", "lua", "upstream_codec"]),
        (
            OpenAI(api_key=KeyFromFile(path="/secrets/openai/key.yaml")),
            ["header_mutation", "credential_injector", "lua", "upstream_codec"],
        ),
        (Bedrock(region="us-east-1"), ["header_mutation", "aws_request_signing", "lua", "upstream_codec"]),
        (VertexAI(project="ours"), ["header_mutation", "lua", "upstream_codec"]),
    ],
)
def test_internal_headers_go_before_the_key_comes_and_the_guard_is_last(
    emit: Emit, backend: AnyProvider, names: list[str]
) -> None:
    """What is signed is what is sent, and no request passes without something in the credential's header."""
    assert list(filters(emit, backend)) == names


def test_the_guard_looks_at_the_provider_s_own_header(emit: Emit) -> None:
    """Absent, empty, and the word that Envoy has for a variable which isn't set."""
    azure = filters(emit, AzureOpenAI(resource="ours", api_key=KEY))["lua"]["default_source_code"]["inline_string"]
    assert 'request:headers():get("api-key")' in azure
    assert 'key == nil or key == "" or key == "-"' in azure
    openai = filters(emit, OpenAI(api_key=KEY))["lua"]["default_source_code"]["inline_string"]
    assert 'key == "Bearer " or key == "Bearer" or key == "Bearer -"' in openai


def test_the_token_s_filter_stands_behind_the_one_that_forgets_a_caller_s(emit: Emit) -> None:
    """Both are put right before the router; the cluster asks for a token, and so no other does."""
    forget, fetch, asks = emit("EnvoyFilter", "ai-chat-google-token", backend=VertexAI(project="ours"))["spec"][
        "configPatches"
    ]
    assert [patch["patch"]["value"]["name"] for patch in (forget, fetch)] == [
        "ai.chat.forget_google_token",
        "ai.chat.google_token",
    ]
    assert (
        fetch["patch"]["value"]["typed_config"]["cluster"]
        == "outbound|80||google-metadata.chat.ai.llm-api-mesh.internal"
    )
    assert asks["match"]["cluster"] == {"service": "vertex-ai.chat.ai.llm-api-mesh.internal"}


def test_a_name_of_its_own(emit: Emit) -> None:
    """The name tells two providers of one kind apart."""
    entry = emit("ServiceEntry", backend=OpenAI(name="eu", api_key=KEY), gateway=GatewayRef(namespace="a", name="b"))
    assert entry["metadata"]["name"] == "chat-eu"
    assert entry["spec"]["hosts"] == ["eu.chat.ai.llm-api-mesh.internal"]


def test_a_port_of_its_own(emit: Emit) -> None:
    """The URL's port is the one that is reached."""
    backend = OpenAICompatible(url="https://llm.example.net:8443/v1", api_key=KEY, protocol="http2")
    (port,) = emit("ServiceEntry", backend=backend)["spec"]["ports"]
    assert port == {"name": "http2", "number": 8443, "protocol": "HTTP2"}
    for route in emit("VirtualService", backend=backend)["spec"]["http"]:
        (destination,) = route["route"]
        assert destination["destination"]["port"] == {"number": 8443}


@pytest.mark.parametrize(
    ("backend", "line"),
    [
        (OpenAI(api_key=KEY), "the variable LLM_API_KEY, from a Secret, for api.openai.com"),
        (
            OpenAI(api_key=KeyFromFile(path="/secrets/a/key.yaml")),
            "the file /secrets/a/key.yaml, from a mounted Secret and before the mesh is applied, for api.openai.com",
        ),
        (
            Bedrock(region="us-east-1"),
            "an AWS identity that may use bedrock in us-east-1, for bedrock-runtime.us-east-1.amazonaws.com",
        ),
        (VertexAI(project="ours"), "a Google identity, for aiplatform.googleapis.com"),
    ],
)
def test_the_checklist_says_what_the_gateway_needs(backend: AnyProvider, line: str) -> None:
    """A key that isn't in the YAML must be somewhere, and somebody has to put it there."""
    mesh = LlmApiMesh(MeshApp(), "chat", namespace="ai", hosts=["chat.example.com"], backend=backend)
    assert mesh.checklist[-1] == f"Gateway pods: {line}."
