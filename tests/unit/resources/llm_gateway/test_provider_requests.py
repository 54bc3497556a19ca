"""What a provider's cluster does to each request."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm_api_mesh import (
    Anthropic,
    AzureOpenAI,
    Bedrock,
    Gemini,
    Mistral,
    OpenAI,
    OpenAICompatible,
    VertexAI,
)
from llm_api_mesh.spec.credentials import GOOGLE_HEADER
from llm_api_mesh.spec.providers import AnyProvider
from support.llm_gateways import KEY, find, script, upstream_filters, with_provider

VERTEX = "/v1/projects/ours/locations/europe-west4/endpoints/openapi"
BEARER = ("authorization", "Bearer ")
# The cluster signs requests, or adds a token, in the place of a key.
AWS = None
GOOGLE = None

EACH: list[tuple[AnyProvider, str, str, tuple[str, str] | None]] = [
    (OpenAI(api_key=KEY), "api.openai.com", "/v1", BEARER),
    (Mistral(api_key=KEY), "api.mistral.ai", "/v1", BEARER),
    (Anthropic(api_key=KEY), "api.anthropic.com", "/v1", BEARER),
    (Anthropic(api_key=KEY, api="messages"), "api.anthropic.com", "/v1", ("x-api-key", "")),
    (Gemini(api_key=KEY), "generativelanguage.googleapis.com", "/v1beta/openai", BEARER),
    (AzureOpenAI(resource="ours", api_key=KEY), "ours.openai.azure.com", "/openai/v1", ("api-key", "")),
    (
        Bedrock(region="eu-central-1", api_key=KEY),
        "bedrock-runtime.eu-central-1.amazonaws.com",
        "/openai/v1",
        BEARER,
    ),
    (Bedrock(region="eu-central-1"), "bedrock-runtime.eu-central-1.amazonaws.com", "/openai/v1", AWS),
    (VertexAI(project="ours", location="europe-west4"), "europe-west4-aiplatform.googleapis.com", VERTEX, GOOGLE),
    (
        VertexAI(project="ours"),
        "aiplatform.googleapis.com",
        "/v1/projects/ours/locations/global/endpoints/openapi",
        GOOGLE,
    ),
    *(
        (
            VertexAI(project="ours", location=location),
            f"aiplatform.{location}.rep.googleapis.com",
            f"/v1/projects/ours/locations/{location}/endpoints/openapi",
            GOOGLE,
        )
        for location in ("eu", "us")
    ),
    (OpenAICompatible(url="https://api.perplexity.ai", api_key=KEY), "api.perplexity.ai", "", BEARER),
    (OpenAICompatible(url="https://llm.example.net/", api_key=KEY), "llm.example.net", "", BEARER),
    (OpenAICompatible(url="https://llm.example.net:8443/api/v1/", api_key=KEY), "llm.example.net", "/api/v1", BEARER),
]


@pytest.mark.parametrize(("provider", "authority", "base_path", "key"), EACH)
def test_each_kind_has_its_host_path_and_header(
    tmp_path: Path, provider: AnyProvider, authority: str, base_path: str, key: tuple[str, str] | None
) -> None:
    """The cluster sends to the provider's own host and path, and adds its key as the provider wants it."""
    filters = upstream_filters(with_provider(tmp_path, provider))
    address = script(filters["address"])
    sent, _, _ = address.request({":authority": "chat.example.com", ":path": "/v1/chat/completions?a=/v1/b"})
    path = f"{base_path}/chat/completions?a=/v1/b"
    assert sent == {":authority": authority, ":path": path}
    assert address.again(sent)[0] == sent
    assert ("key" in filters) == (key is not None)
    if key:
        credential = filters["key"]["credential"]["typed_config"]
        assert (credential["header"], credential.get("header_value_prefix", "")) == key
        source = credential["credential"]["sds_config"]["path_config_source"]
        assert source == {
            "path": "/run/secrets/provider/key.yaml",
            "watched_directory": {"path": "/run/secrets/provider"},
        }
        assert filters["key"]["overwrite"] is True


def test_another_path_stays_as_it_is(tmp_path: Path) -> None:
    """Only `/v1/` at the beginning of a path is replaced."""
    address = script(upstream_filters(with_provider(tmp_path, Gemini(api_key=KEY)))["address"])
    for path in ("/health", "/v10/models", "/a/v1/models"):
        assert address.request({":path": path})[0][":path"] == path


def test_aws_signs_for_the_region(tmp_path: Path) -> None:
    """Without a key, requests to Bedrock have a signature of the gateway's own identity."""
    sign = upstream_filters(with_provider(tmp_path, Bedrock(region="eu-central-1")))["sign"]
    assert (sign["service_name"], sign["region"]) == ("bedrock", "eu-central-1")


@pytest.mark.parametrize(
    "provider",
    [
        OpenAI(api_key=KEY),
        Mistral(api_key=KEY),
        Anthropic(api_key=KEY),
        Anthropic(api_key=KEY, api="messages"),
        Gemini(api_key=KEY),
        AzureOpenAI(resource="ours", api_key=KEY),
        Bedrock(region="eu-central-1"),
        VertexAI(project="ours"),
        OpenAICompatible(url="https://llm.example.net/v1", api_key=KEY),
    ],
    ids=lambda provider: type(provider).__name__,
)
def test_no_provider_gets_the_caller_s_key_or_choice_of_account(tmp_path: Path, provider: AnyProvider) -> None:
    """The cluster removes the headers by which any provider knows who pays, before it adds its own."""
    filters = upstream_filters(with_provider(tmp_path, provider))
    removed = [one.get("remove") for one in filters["clean"]["mutations"]["request_mutations"]]
    assert {
        # Keys
        *("api-key", "authorization", "cookie", "proxy-authorization", "x-api-key", "x-goog-api-key"),
        *("cf-aig-authorization", "helicone-auth", "ocp-apim-subscription-key", "x-auth-token", "x-litellm-api-key"),
        *("x-portkey-api-key", "sec-websocket-protocol"),
        # The account that pays
        *("anthropic-organization-id", "anthropic-workspace-id", "openai-organization", "openai-project"),
        *("x-goog-user-project", "x-hf-bill-to"),
    } <= set(removed)


def test_no_provider_gets_what_is_internal(tmp_path: Path) -> None:
    """Addresses and names of the cluster, of the client and of the gateway's own headers stay inside."""
    filters = upstream_filters(with_provider(tmp_path, OpenAI(api_key=KEY)))
    mutations = [one for name in ("clean", "clean-own") for one in filters[name]["mutations"]["request_mutations"]]
    prefixes = {one["remove_on_match"]["key_matcher"]["prefix"] for one in mutations if "remove_on_match" in one}
    assert prefixes == {"x-amz-", "x-envoy-", "x-forwarded-", "x-goog-", "x-istio-", "x-llm-"}
    names = {one["remove"] for one in mutations if "remove" in one}
    assert {"baggage", "cf-connecting-ip", "forwarded", "true-client-ip", "via", "x-real-ip"} <= names
    answers = {one["remove"] for one in filters["clean"]["mutations"]["response_mutations"]}
    assert answers == {"alt-svc", "set-cookie", "strict-transport-security"}


@pytest.mark.parametrize(
    ("provider", "credential"),
    [
        (OpenAI(api_key=KEY), ["rewrite", "address", "clean-own", "key"]),
        (Bedrock(region="us-east-1"), ["rewrite", "address", "clean-own", "sign"]),
        (VertexAI(project="ours"), ["token", "rewrite", "address", "clean-own"]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_internal_headers_go_before_the_key_comes_and_the_guard_is_last(
    tmp_path: Path, provider: AnyProvider, credential: list[str]
) -> None:
    """What is signed is what is sent, and no request passes without something in the credential's header."""
    codec = "envoy.filters.http.upstream_codec"
    assert list(upstream_filters(with_provider(tmp_path, provider))) == [
        "from",
        "users",
        "clean",
        *credential,
        "require-key",
        codec,
    ]


@pytest.mark.parametrize(
    ("provider", "header", "empty"),
    [
        (AzureOpenAI(resource="ours", api_key=KEY), "api-key", ["", "-"]),
        (OpenAI(api_key=KEY), "authorization", ["Bearer ", "Bearer", "Bearer -"]),
        (Bedrock(region="us-east-1"), "authorization", ["Bearer "]),
        (VertexAI(project="ours"), "authorization", ["Bearer ", "Bearer", "Bearer -"]),
    ],
    ids=lambda value: type(value).__name__,
)
def test_the_guard_looks_at_the_provider_s_own_header(
    tmp_path: Path, provider: AnyProvider, header: str, empty: list[str]
) -> None:
    """The guard refuses an absent key, an empty key, and Envoy's text for a value that isn't set."""
    guard = script(upstream_filters(with_provider(tmp_path, provider))["require-key"])
    assert guard.request({header: "Bearer key"})[2] == ""
    assert guard.request({})[2] == "500"
    for value in empty:
        assert guard.request({header: value})[2] == "500"


def test_only_google_s_cluster_takes_the_token(tmp_path: Path) -> None:
    """The cluster asks for an access token, and moves it into the provider's header."""
    found = with_provider(tmp_path, VertexAI(project="ours"))
    (patch,) = find(found, "EnvoyFilter", "llm-provider-one")["spec"]["configPatches"]
    assert patch["match"]["cluster"] == {"service": "one.llm.llm-gateway.llm-gateway.internal"}
    audience = patch["patch"]["value"]["metadata"]["typed_filter_metadata"]["envoy.filters.http.gcp_authn"]
    assert audience["access_token"] == {}
    token = script(upstream_filters(found)["token"])
    assert token.request({GOOGLE_HEADER: "t"})[0] == {"authorization": "Bearer t"}
    other = with_provider(tmp_path / "other", OpenAI(api_key=KEY))
    (patch,) = find(other, "EnvoyFilter", "llm-provider-one")["spec"]["configPatches"]
    assert "metadata" not in patch["patch"]["value"]
