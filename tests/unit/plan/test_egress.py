"""Hosted providers, and the hosts that the gateway may reach."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import (
    Anthropic,
    AzureOpenAI,
    Bedrock,
    Gateway,
    GatewayRef,
    Gemini,
    KeyFromEnvironment,
    KeyFromFile,
    Mistral,
    OpenAI,
    OpenAICompatible,
    VertexAI,
)
from llm_api_mesh.spec.backends import AnyProvider
from support.apps import Emit

KEY = KeyFromEnvironment(variable="LLM_API_KEY")


BEARER = {"authorization": "Bearer %ENVIRONMENT(LLM_API_KEY)%"}


VERTEX = "/v1/projects/ours/locations/europe-west4/endpoints/openapi"


def test_a_service_entry_is_for_the_gateway_alone(emit: Emit) -> None:
    """The entry has one internal name and one address, and is exported to the namespace of the gateway's pods."""
    assert emit("ServiceEntry", backend=OpenAI(api_key=KEY), gateway=Gateway(pod_namespace="edge"))["spec"] == {
        "hosts": ["openai.chat.ai.llm-api-mesh.internal"],
        "exportTo": ["edge"],
        "location": "MESH_EXTERNAL",
        "resolution": "DNS",
        "ports": [{"name": "http", "number": 443, "protocol": "HTTP"}],
        "endpoints": [{"address": "api.openai.com"}],
    }


def test_tls_verifies_the_provider_s_name(emit: Emit) -> None:
    """The rule sets SNI, subject alternative names and authorities; the settings of pools don't apply."""
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
        *(
            (
                VertexAI(project="ours", location=location),
                f"aiplatform.{location}.rep.googleapis.com",
                f"/v1/projects/ours/locations/{location}/endpoints/openapi",
                {"authorization": "Bearer %REQ(x-llm-google-token)%"},
            )
            for location in ("eu", "us")
        ),
        (OpenAICompatible(url="https://api.perplexity.ai", api_key=KEY), "api.perplexity.ai", "", BEARER),
        (OpenAICompatible(url="https://llm.example.net/", api_key=KEY), "llm.example.net", "", BEARER),
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
    """Every route of the API changes requests in this way."""
    for route in emit("VirtualService", backend=backend)["spec"]["http"]:
        rewrite: dict[str, Any] = {"authority": authority}
        if base_path is not None:
            rewrite["uriRegexRewrite"] = {"match": "^/v1/", "rewrite": f"{base_path}/"}
        assert route["rewrite"] == rewrite
        assert route["headers"]["request"].get("set") == headers
        assert "authorization" in route["headers"]["request"]["remove"]


@pytest.mark.parametrize(
    "backend",
    [
        OpenAI(api_key=KEY),
        OpenAI(api_key=KeyFromFile(path="/secrets/openai/key.yaml")),
        Mistral(api_key=KEY),
        Anthropic(api_key=KEY),
        Anthropic(api_key=KEY, api="messages"),
        Gemini(api_key=KEY),
        AzureOpenAI(resource="ours", api_key=KEY),
        Bedrock(region="eu-central-1"),
        VertexAI(project="ours"),
        OpenAICompatible(url="https://llm.example.net/v1", api_key=KEY),
    ],
    ids=lambda backend: type(backend).__name__,
)
@pytest.mark.parametrize(
    "header",
    [
        # Keys
        *("api-key", "authorization", "cookie", "proxy-authorization", "x-api-key", "x-goog-api-key"),
        *("cf-aig-authorization", "helicone-auth", "ocp-apim-subscription-key", "x-auth-token", "x-litellm-api-key"),
        *("x-portkey-api-key", "sec-websocket-protocol"),
        # The account that pays
        *("anthropic-organization-id", "anthropic-workspace-id", "openai-organization", "openai-project"),
        *("x-goog-user-project", "x-hf-bill-to"),
    ],
)
def test_no_provider_gets_the_caller_s_key_or_choice_of_account(emit: Emit, backend: AnyProvider, header: str) -> None:
    """Every route of the plain VirtualService removes the headers by which any provider knows who pays."""
    for route in emit("VirtualService", backend=backend)["spec"]["http"]:
        assert header in route["headers"]["request"]["remove"]


def test_a_name_of_its_own(emit: Emit) -> None:
    """The name distinguishes two providers of one kind."""
    entry = emit("ServiceEntry", backend=OpenAI(name="eu", api_key=KEY), gateway=GatewayRef(namespace="a", name="b"))
    assert entry["metadata"]["name"] == "chat-eu"
    assert entry["spec"]["hosts"] == ["eu.chat.ai.llm-api-mesh.internal"]


def test_a_port_of_its_own(emit: Emit) -> None:
    """The gateway connects to the port of the URL."""
    backend = OpenAICompatible(url="https://llm.example.net:8443/v1", api_key=KEY, protocol="http2")
    (port,) = emit("ServiceEntry", backend=backend)["spec"]["ports"]
    assert port == {"name": "http2", "number": 8443, "protocol": "HTTP2"}
    for route in emit("VirtualService", backend=backend)["spec"]["http"]:
        (destination,) = route["route"]
        assert destination["destination"]["port"] == {"number": 8443}
