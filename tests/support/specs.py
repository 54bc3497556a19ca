"""Specifications for tests of refusals: shortcuts that take values of any type."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh import (
    ConsistentHash,
    ExistingPods,
    GatewayProvider,
    KeyFromFile,
    OpenAI,
    OpenAICompatible,
    PlainHttp,
    Pool,
    Route,
    Version,
)

PODS = {"app": "chat"}
KEY = KeyFromFile(path="/var/run/secrets/openai/key.yaml")
SECOND = timedelta(seconds=1)
TWO = [Version(name="v1", weight=90), Version(name="v2", weight=10)]


def pool(**fields: Any) -> Pool:
    """Return a pool of the pods."""
    return Pool(**{"selector": PODS, "target_port": 8080, **fields})


def weighted_pool(*weights: int | None, **fields: Any) -> Pool:
    """Return a pool with a version for each weight."""
    return pool(
        versions=[Version(name=f"v{index}", weight=weight) for index, weight in enumerate(weights, 1)], **fields
    )


def weighed(*weights: Any) -> dict[str, object]:
    """Return the keywords of an API whose versions have these weights; `...` leaves a weight out."""
    versions = [
        Version(name=f"v{index}", **({} if weight is ... else {"weight": weight}))
        for index, weight in enumerate(weights, 1)
    ]
    return {"backend": pool(versions=versions)}


def hashed(**fields: Any) -> dict[str, object]:
    """Return the keywords of an API whose sessions stay with a replica."""
    return {"backend": pool(load_balancer=ConsistentHash(header="x-session-id", **fields))}


def routed(**fields: Any) -> dict[str, object]:
    """Return the keywords of an API with a route to one of two versions."""
    return {"backend": pool(versions=TWO), "routes": [Route(**{"name": "testers", "version": "v2", **fields})]}


def openai(**fields: Any) -> OpenAI:
    """Return a hosted provider."""
    return OpenAI(**fields)


def compatible(url: str) -> OpenAICompatible:
    """Return a hosted provider at a URL."""
    return OpenAICompatible(url=url, api_key=KEY)


def offering(provider: object) -> dict[str, Any]:
    """Return the keywords of an LLM gateway with a hosted provider, whose name is `hosted`."""
    return {
        "namespace": "llm-gateway",
        "hosts": {"ai": ["chat.example.com"]},
        "http": PlainHttp(),
        "pods": ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway"),
        "providers": {"hosted": GatewayProvider(provider=provider, namespaces=["ai"])},  # type: ignore[arg-type]
        "anonymous": True,
    }
