"""The printed plan of an LLM gateway shows each decision that the YAML shows."""

from __future__ import annotations

import pytest

from llm_api_mesh import Bedrock, GatewayProvider, LlmGateway, MeshApp, OpenAI, RedirectToHttps
from llm_api_mesh.plan.printing.gateway_plan_text import gateway_plan_text
from support.llm_gateways import KEY, plain

PROVIDERS = {
    "aws": GatewayProvider(provider=Bedrock(region="eu-west-1"), namespaces=["ai", "research"]),
    "openai": GatewayProvider(provider=OpenAI(api_key=KEY), namespaces=["ai"], secret="openai"),  # noqa: S106
}

DECISIONS = {
    "the pods": "gateway.networking.k8s.io/gateway-name=llm",
    "ports, hosts and certificates": ": 443 llm ai/chat.example.com",
    "the Gateway that redirects": "llm-redirect:",
    "the address of a slot": 'llm-slot-1: "127.0.1.2"',
    "the order of a failover's addresses": 'slots: ["127.0.1.1", "127.0.1.2"]',
    "which ports read bodies": 'ports: ["443"]',
    "which hosts read bodies": "llm-routes: all hosts",
    "the longest body": "longest: 4194304",
    "the headers with sessions": "session_headers: [x-session-id]",
    "the limits of failovers": 'spill_limits: ["10", "60", "600"]',
    "how many replicas are compared": "choices: 2",
    "how much a replica may have": 'max_load: "125%"',
    "how long an opening is": "opening_characters: 4096",
    "where a provider is": "address: api.openai.com:443",
    "who may use a provider": "- /apis/networking.istio.io/v1/namespaces/research/virtual-service/",
    "who may use a pool": "research: itself, ai",
    "who may use all other pools": "all others: itself",
    "how requests are signed": "AwsSignature(service=bedrock, region=eu-west-1)",
    "the mounted keys": "provider-openai: openai at /run/secrets/provider",
    "which answers stay as they are": "unchanged if response.code_details in ['direct_response', 'lua_response']",
    "the text of an error": "413 The request body is longer than 4194304 bytes.",
    "when to try again": "Retry-After 10 All backends are busy",
    "the status of a pool's limit": "503 UO -> 429 Retry-After 1",
    "the names of objects": "AuthorizationPolicy: [llm-headers]",
    "the checklist": "an AWS identity that may use bedrock in eu-west-1",
}


@pytest.mark.parametrize("shown", DECISIONS.values(), ids=DECISIONS)
def test_the_printed_plan_shows(shown: str) -> None:
    """A change of the decision changes the printed plan, beside the YAML that writes it."""
    hosts = {"ai": ["chat.example.com"], "research": ["research.example.com"]}
    options = {"hosts": hosts, "providers": PROVIDERS, "pool_users": {"research": ["ai"]}, "http": RedirectToHttps()}
    gateway = LlmGateway(MeshApp(), "llm", **plain(options))
    assert shown in gateway_plan_text(gateway.plan)
