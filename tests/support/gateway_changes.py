"""A change of each option of an LLM gateway: those that end streams, and those that end none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from llm_api_mesh import (
    ApiKeys,
    AzureOpenAI,
    Certificate,
    ClientCertificates,
    EgressGateway,
    ForwardProxy,
    GatewayProvider,
    JwtRule,
    KeyFromFile,
    OpenAI,
)
from support.tokens import KEY_SET

_FILE = KeyFromFile(path="/run/secrets/azure/key.json")
_AZURE = GatewayProvider(provider=AzureOpenAI(resource="acme", api_key=_FILE), namespaces=["ai"], secret="azure")  # noqa: S106
_OPENAI = GatewayProvider(provider=OpenAI(api_key=_FILE), namespaces=["ai"], secret="azure")  # noqa: S106

_RULES = [JwtRule(issuer="https://issuer.example.com", audiences=["llm"], jwks=KEY_SET)]

CERTIFICATE = "other"
"""The Secret with another certificate for all hosts."""
AUTHORITIES = "clients-cacert"
"""The Secret with an authority of clients."""

QUIET = (
    "admission_policy",
    "argo_cd",
    "choices",
    "egress_gateway",
    "failover_backends",
    "hosts",
    "istio",
    "max_load",
    "opening_characters",
    "pool_users",
    "providers",
    "session_headers",
)
"""Options whose change ends no stream."""
DRAINING = (
    "anonymous",
    "anonymous_hosts",
    "api_keys",
    "certificates",
    "client_certificates",
    "forward_proxy",
    "http",
    "https_port",
    "jwt_rules",
    "max_request_bytes",
    "min_tls_version",
    "num_trusted_proxies",
    "spill_limits",
    "team_claim",
)
"""Options whose change ends streams."""
BESIDE = ("argo_cd_projects",)
"""Options that add files for another program, and change none of the gateway's own."""
DEPLOYING = ("inference_pools",)
"""Options that end no stream if they grow. They need a Gateway of the Gateway API, so their tests have another lab."""
ANOTHER = ("cluster_domain", "name", "namespace", "pods")
"""Options that make another gateway of it, or the same one on other pods or in another cluster."""


def changes(hosts: Mapping[str, Sequence[str]]) -> Mapping[str, Mapping[str, Any]]:
    """The keywords with which each option changes, for a gateway with two namespaces, plain HTTP, a certificate."""
    owner, user, *_ = hosts
    values: Mapping[str, object] = {
        "admission_policy": True,
        "anonymous": False,
        "anonymous_hosts": hosts[owner],
        "api_keys": ApiKeys(secret="api-keys"),  # noqa: S106
        "argo_cd": True,
        "certificates": [Certificate(credential_name=CERTIFICATE)],
        "choices": 4,
        "egress_gateway": EgressGateway(namespace=owner),
        "failover_backends": 4,
        "forward_proxy": ForwardProxy(host="proxy.example.com", port=3128),
        "hosts": {**hosts, "later": ["later.example.com"]},
        "client_certificates": ClientCertificates(credential_name=AUTHORITIES),
        "http": None,
        "https_port": 8443,
        "inference_pools": [owner],
        "jwt_rules": _RULES,
        "istio": "1.30",
        "max_load": 2.0,
        "max_request_bytes": 2**20,
        "min_tls_version": "1.3",
        "num_trusted_proxies": 1,
        "opening_characters": 1000,
        "pool_users": {owner: [user]},
        "providers": {"azure": _AZURE, "openai": _OPENAI},
        "session_headers": ["x-user"],
        "spill_limits": [6, 60, 90],
        "team_claim": "org.team",
    }
    # Plain HTTP would be a way past the certificates of clients. Without tokens or providers, some options have no
    # meaning.
    tokens, provider = {"jwt_rules": _RULES}, {"providers": {"azure": _AZURE}}
    beside: Mapping[str, Mapping[str, Any]] = {
        "anonymous": tokens,
        "anonymous_hosts": tokens,
        "client_certificates": {"http": None},
        "egress_gateway": provider,
        "forward_proxy": provider,
        "team_claim": tokens,
    }
    return {name: {**beside.get(name, {}), name: value} for name, value in values.items()}
