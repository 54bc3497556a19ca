"""Retries that wait as long as the server asks for."""

from __future__ import annotations

from datetime import timedelta

from llm_api_mesh import Budget, Retries
from support.apps import LLM_GATEWAY, Emit

SECOND = timedelta(seconds=1)


def test_long_answers_wait_for_the_server(emit: Emit) -> None:
    """Each host's route of generations has the header and the longest wait; short answers have no time to wait."""
    patches = emit(
        "EnvoyFilter",
        "ai.chat.retry-after",
        hosts=["chat.example.com", "b.example.com"],
        budget=Budget(quick=30 * SECOND),
        retries=Retries(longest_retry_after=5 * SECOND),
        gateway=LLM_GATEWAY,
    )["spec"]["configPatches"]
    virtual_hosts = [patch["match"]["routeConfiguration"]["vhost"] for patch in patches]
    assert sorted((one["domainName"], one["route"]["name"]) for one in virtual_hosts) == [
        ("b.example.com", "llm/ai/chat/primary"),
        ("chat.example.com", "llm/ai/chat/primary"),
    ]
    back_off = {"reset_headers": [{"name": "retry-after", "format": "SECONDS"}], "max_interval": "5s"}
    for patch in patches:
        assert patch["patch"]["value"] == {"route": {"retry_policy": {"rate_limited_retry_back_off": back_off}}}
