"""The longest silence of a stream."""

from __future__ import annotations

from datetime import timedelta

from llm_api_mesh import Budget
from support.apps import LLM_GATEWAY, Emit

SECOND = timedelta(seconds=1)


def test_only_routes_of_streams_have_a_limit(emit: Emit) -> None:
    """A whole answer is silent while it is generated, so its route isn't patched."""
    budget = Budget(first_token=5 * SECOND, stream_silence=60 * SECOND)
    item = emit("EnvoyFilter", "ai.chat.stream-silence", budget=budget, gateway=LLM_GATEWAY)
    assert item["metadata"]["namespace"] == "llm-gateway"
    (patch,) = item["spec"]["configPatches"]
    virtual_host = {"domainName": "chat.example.com", "route": {"name": "llm/ai/chat/primary/stream"}}
    assert patch["match"]["routeConfiguration"]["vhost"] == virtual_host
    assert patch["patch"]["value"] == {"route": {"idle_timeout": "60s"}}


def test_a_stream_may_be_silent_until_it_begins(emit: Emit) -> None:
    """A shorter limit would cut a stream that begins in time."""
    budget = Budget(first_token=90 * SECOND, stream_silence=60 * SECOND)
    (patch,) = emit("EnvoyFilter", "ai.chat.stream-silence", budget=budget, gateway=LLM_GATEWAY)["spec"][
        "configPatches"
    ]
    assert patch["patch"]["value"] == {"route": {"idle_timeout": "90s"}}
