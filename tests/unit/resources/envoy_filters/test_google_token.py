"""Access tokens of the gateway's Google identity."""

from __future__ import annotations

from llm_api_mesh import (
    VertexAI,
)
from support.apps import Emit


def test_the_token_s_filter_follows_the_one_that_removes_the_caller_s(emit: Emit) -> None:
    """Both filters are right before the router; only the provider's cluster requires a token."""
    forget, fetch, asks = emit("EnvoyFilter", "ai.chat.google-token", backend=VertexAI(project="ours"))["spec"][
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
