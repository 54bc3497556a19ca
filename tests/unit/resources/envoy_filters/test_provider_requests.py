"""What a provider's cluster does to each request."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import (
    AzureOpenAI,
    Bedrock,
    KeyFromEnvironment,
    KeyFromFile,
    OpenAI,
    VertexAI,
)
from llm_api_mesh.spec.backends import AnyProvider
from support.apps import Emit

KEY = KeyFromEnvironment(variable="LLM_API_KEY")


def filters(emit: Emit, backend: AnyProvider, **changes: object) -> dict[str, Any]:
    """The HTTP filters on a provider's cluster, by name."""
    (patch,) = emit("EnvoyFilter", "ai.chat.provider-requests", backend=backend, **changes)["spec"]["configPatches"]
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
    """The guard refuses an absent key, an empty key, and Envoy's text for a variable that isn't set."""
    azure = filters(emit, AzureOpenAI(resource="ours", api_key=KEY))["lua"]["default_source_code"]["inline_string"]
    assert 'request:headers():get("api-key")' in azure
    assert 'key == nil or key == "" or key == "-"' in azure
    openai = filters(emit, OpenAI(api_key=KEY))["lua"]["default_source_code"]["inline_string"]
    assert 'key == "Bearer " or key == "Bearer" or key == "Bearer -"' in openai
