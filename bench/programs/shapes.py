"""The APIs of the comparison, by their shapes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from llm_api_mesh import LlmGatewayRef, Model, Pool, Route, Version

VERSIONS = [Version(name="v1", weight=90), Version(name="v2", weight=10)]


def canary(name: str) -> Mapping[str, Any]:
    """Return an API with two versions and a Gateway of its own."""
    return {
        "namespace": "ai",
        "backend": Pool(selector={"app": name}, target_port=8080, versions=VERSIONS),
        "routes": [Route(name="testers", headers={"x-llm-version": "v2"}, version="v2")],
    }


def models(name: str) -> Mapping[str, Any]:
    """Return an API with five backends behind an LLM gateway, one of them with two versions."""
    pools = {f"{name}-m{number}": VERSIONS if number == 0 else [] for number in range(5)}
    return {
        "namespace": "ai",
        "gateway": LlmGatewayRef(namespace="llm-gateway", name="llm"),
        "models": [
            Model(name=pool, backend=Pool(selector={"app": pool}, target_port=8000, versions=versions))
            for pool, versions in pools.items()
        ],
    }


SHAPES: Mapping[str, Callable[[str], Mapping[str, Any]]] = {"canary": canary, "models": models}
