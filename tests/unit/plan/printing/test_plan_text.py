"""The printed plan shows each decision that the YAML shows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from llm_api_mesh import (
    Budget,
    Certificate,
    ConsistentHash,
    Ejection,
    Failover,
    Gateway,
    LeastRequest,
    LlmApiMesh,
    MeshApp,
    Model,
    Passthrough,
    Pool,
    ProviderRef,
    RedirectToHttps,
    Retries,
    Version,
)
from llm_api_mesh.plan.printing.plan_text import plan_text
from support.apps import LLM_GATEWAY

SECOND = timedelta(seconds=1)
VERSIONS = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
STICKY = Pool(
    selector={"app": "llama"},
    target_port=8080,
    load_balancer=ConsistentHash(header="x-session-id"),
    ejection=Ejection(max_time=60 * SECOND),
    versions=VERSIONS,
)
OTHER = ProviderRef(provider="openai", model="gpt-4o-mini")
MODELS = [
    Model(name="direct", backend=Pool(selector={"app": "direct"}, target_port=8080, load_balancer=Passthrough())),
    Model(name="llama", backend=Failover(backends=[STICKY, OTHER], spill_per_minute=60)),
    Model(name="qwen", backend=Pool(selector={"app": "q"}, target_port=8080, load_balancer=LeastRequest(choices=8))),
]

DECISIONS = {
    "labels of all objects": "app.kubernetes.io/managed-by: llm-api-mesh",
    "the Gateway of clients": "gateway: llm-gateway/llm",
    "which namespaces see the routes": "export_to: [llm-gateway]",
    "the places of a failover's backends": '- "1 ai/chat/llama: openai.llm.llm-gateway.llm-gateway.internal"',
    "the Gateways of second hops": "chat-slot-1: llm-gateway/llm-slot-1",
    "how the gateway finds a failover and its limit": "set_headers: x-llm-leg=ai/chat/llama,x-llm-spill=60",
    "whose requests a second hop takes": "x-llm-from^=/apis/networking.istio.io/v1/namespaces/ai/virtual-service/",
    "the sessions of a version": "x-llm-gateway-bucket~=0[0-9][0-9]",
    "a backend's name of the model": "x-llm-upstream-model=gpt-4o-mini",
    "whether streams report their usage": "x-llm-include-usage=true",
    "whose policy a provider has": 'policy: "the gateway\'s"',
    "how the gateway balances in another way than callers": "at_gateway: LeastRequest",
    "a header that asks for a report of the load": "remove_headers: endpoint-load-metrics-format",
    "what the gateway answers itself": "models:llama: llama",
    "the text of an error": "There is nothing here by this method and path.",
    "where a request without a model goes": "POST -> status 400 chat-direct.ai.svc.cluster.local:80",
    "the answer to a request without a model": 'no-model: "invalid_request_error model: You must provide a model',
    "how many replicas are compared": "- ChoiceCount(host=chat-qwen.ai.svc.cluster.local, choices=8)",
    "the longest time of an ejection": "return-time:\n    chat-llama.ai.svc.cluster.local: 60s",
    "how many routes wait for the server": "retry-after:\n    routes: ",
    "how many routes limit the silence of a stream": "stream-silence:\n    routes: ",
    "names in the gateway's namespace": "llm-gateway:\n    EnvoyFilter: [ai.chat.*]",
}


@pytest.mark.parametrize("shown", DECISIONS.values(), ids=DECISIONS)
def test_the_printed_plan_shows(shown: str) -> None:
    """A change of the decision changes the printed plan, beside the YAML that writes it."""
    api = LlmApiMesh(
        MeshApp(),
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        models=MODELS,
        include_usage=True,
        budget=Budget(first_token=5 * SECOND, stream_silence=60 * SECOND),
        retries=Retries(longest_retry_after=5 * SECOND),
        gateway=LLM_GATEWAY,
    )
    assert shown in plan_text(api.plan)


def test_the_printed_plan_shows_the_servers_of_a_gateway_of_the_api_s_own() -> None:
    """Ports, hosts and certificates are decisions."""
    api = LlmApiMesh(
        MeshApp(),
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        backend=Pool(selector={"app": "chat"}, target_port=8080),
        gateway=Gateway(anonymous=True, certificates=[Certificate(credential_name="tls")], http=RedirectToHttps()),
    )
    text = plan_text(api.plan)
    assert "HTTP http 80 for ./chat.example.com redirects to HTTPS" in text
    assert "HTTPS https-chat--tls 443 for ./chat.example.com with tls" in text
