"""Bodies that are read, and their longest length."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from llm_api_mesh import (
    Budget,
    Model,
    Pool,
)
from support.apps import Emit

BUDGET = Budget(quick=timedelta(seconds=30))


def model(name: str = "llama", **fields: object) -> Model:
    pool = Pool(selector={"app": re.sub(r"[^a-z]", "", name) or "other"}, target_port=8080)
    return Model(**{"name": name, "backend": pool, **fields})  # type: ignore[arg-type]


def routes(item: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = item["spec"]["http"]
    return found


def test_the_filters_are_on_for_the_api_s_routes_only(emit: Emit) -> None:
    """Two adjacent filters with the API's names are off by default; the API's routes turn them on.

    Only the list of models doesn't, because no request for it names a model in its body.
    """
    patches = emit("EnvoyFilter", "ai.chat.request-body", models=[model()])["spec"]["configPatches"]
    inserted = [patch["patch"]["value"] for patch in patches if patch["applyTo"] == "HTTP_FILTER"]
    assert [(value["name"], value["disabled"]) for value in inserted] == [
        ("ai/chat/read-body", True),
        ("ai/chat/write-headers", True),
    ]
    turned_on = {
        patch["match"]["routeConfiguration"]["vhost"]["route"]["name"]: patch["patch"]["value"]
        for patch in patches
        if patch["applyTo"] == "HTTP_ROUTE"
    }
    names = [one["name"] for one in routes(emit("VirtualService", "chat", models=[model()]))]
    assert list(turned_on) == [name for name in names if "/models" not in name]
    for value in turned_on.values():
        assert value["request_body_buffer_limit"] == 4 * 1024 * 1024
        assert value["request_headers_to_remove"] == ["x-llm-model"]
        assert list(value["typed_per_filter_config"]) == ["ai/chat/read-body", "ai/chat/write-headers"]


def test_a_limit_alone_reads_nothing(emit: Emit) -> None:
    """Without models, the limit applies to requests that can be retried."""
    (short, whole) = emit("EnvoyFilter", "ai.chat.request-body", max_prompt_bytes=2**21, budget=BUDGET)["spec"][
        "configPatches"
    ]
    for patch in (short, whole):
        assert patch["patch"]["value"] == {"request_body_buffer_limit": 2**21}
