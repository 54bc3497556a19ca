"""The printed plan shows each decision that the YAML shows."""

from __future__ import annotations

import pytest

from llm_api_mesh import ConsistentHash, Failover, KeyFromEnvironment, LlmApiMesh, MeshApp, Model, OpenAI, Pool, Version
from llm_api_mesh.plan.printing.plan_text import plan_text

VERSIONS = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
STICKY = Pool(
    selector={"app": "llama"}, target_port=8080, load_balancer=ConsistentHash(header="x-session-id"), versions=VERSIONS
)
OTHER = OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY"))
LLAMA = Model(name="llama", backend=Failover(backends=[STICKY, OTHER], spill_per_minute=30))

DECISIONS = {
    "labels of all objects": "app.kubernetes.io/managed-by: llm-api-mesh",
    "priorities of a failover": 'priorities: ["before/openai=true"]',
    "the port of a listener": "_15700 -> ",
    "ports and hosts of the Gateway": "HTTP http 80 for ./chat.example.com",
    "who may use a listener": ":15700 for ./chat.example.com",
    "how a failover's addresses are balanced": "load_balancer: RoundRobin()\n    idle_timeout: 300s",
    "statuses that Istio doesn't accept": 'unregistered_statuses: "529"',
    "what the second hop trusts": "trusted_proxies: 1",
    "filters that have run": "removed_filters: envoy.filters.http.ext_authz,",
    "headers that a provider must not get": "- x-forwarded-*",
    "a header that asks for a report of the load": "remove_headers: endpoint-load-metrics-format",
    "headers that a backend must not get": "remove_headers: x-llm-stream",
    "what the gateway answers itself": "models:llama: llama",
    "the text of an error": "There is nothing here by this method and path.",
    "where a request goes that awaits its body": "POST -> status 400 failover.chat-llama.ai.llm-api-mesh.internal:80",
    "what a request without a key has": 'refused if authorization is \\"Bearer \\"',
    "the answer to a request without a key": ": 500 server_error provider_key_missing: The gateway has no key for",
    "bodies that are read": "read, at most 4 MiB, without x-llm-model",
    "when to try again": "30 a minute, Retry-After 2, rate_limit_error spill_limit: All backends are busy",
    "whether a patch replaces a list": "replaces_lists: true",
}


@pytest.mark.parametrize("shown", DECISIONS.values(), ids=DECISIONS)
def test_the_printed_plan_shows(shown: str) -> None:
    """A change of the decision changes the printed plan, beside the YAML that writes it."""
    api = LlmApiMesh(MeshApp(), "chat", namespace="ai", hosts=["chat.example.com"], models=[LLAMA])
    assert shown in plan_text(api.plan)
