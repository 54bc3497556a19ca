"""The backends with their requests."""

from __future__ import annotations

import re
from typing import Any

from llm_api_mesh import (
    LlmApiMesh,
    Model,
    Pool,
    Version,
)
from support import documents
from support.apps import LLM_GATEWAY, Emit, Synth

BEHIND: dict[str, Any] = {"namespace": "ai", "hosts": ["chat.example.com"], "gateway": LLM_GATEWAY}
REST = Pool(selector={"app": "rest"}, target_port=8080)


def model(name: str = "llama", **fields: object) -> Model:
    pool = Pool(selector={"app": re.sub(r"[^a-z]", "", name) or "other"}, target_port=8080)
    return Model(**{"name": name, "backend": pool, **fields})  # type: ignore[arg-type]


def _services(synth: Synth, **options: Any) -> list[str]:
    files = synth(lambda app: LlmApiMesh(app, "chat", **(BEHIND | options)))
    items = documents.load(files["chat.k8s.yaml"])
    rules = [item["spec"] for item in items if item["kind"] == "DestinationRule" and "trafficPolicy" in item["spec"]]
    hosts = [rule["host"].partition(".")[0] for rule in rules]
    found = [item["metadata"]["name"] for item in items if item["kind"] == "Service"]
    assert hosts == found
    return found


def test_one_service_for_a_backend(synth: Synth) -> None:
    """If a model has the API's own backend, or another model's, the backend's objects exist once."""
    assert _services(synth, backend=REST, models=[model(backend=REST), model("b")]) == ["chat", "chat-b"]
    named = Pool(name="shared", selector={"app": "shared"}, target_port=8080, versions=[Version(name="v1", weight=1)])
    assert _services(synth, models=[model("a", backend=named), model("b", backend=named)]) == ["shared"]


def test_a_pool_with_reordered_versions_is_the_same_pool(emit: Emit) -> None:
    """A pool in two places has one Service, even if its versions are in another order."""
    pools = [
        Pool(selector={"app": "rest"}, target_port=8080, versions=[Version(name=name, weight=50) for name in order])
        for order in (("v1", "v2"), ("v2", "v1"))
    ]
    service = emit("Service", backend=pools[0], models=[Model(name="llama", backend=pools[1])], gateway=LLM_GATEWAY)
    assert service["metadata"]["name"] == "chat"
    assert pools[0] == pools[1]
