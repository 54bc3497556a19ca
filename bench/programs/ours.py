"""A number of APIs of one shape, declared with LlmApiMesh and all its checks."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any

from llm_api_mesh import Gateway, LlmApiMesh, LlmGatewayRef, MeshApp, Model, PlainHttp, Pool, Route, Version

VERSIONS = [Version(name="v1", weight=90), Version(name="v2", weight=10)]


def canary(name: str) -> Mapping[str, Any]:
    """Return an API with two versions and its own Gateway."""
    return {
        "namespace": "ai",
        "gateway": Gateway(anonymous=True, http=PlainHttp()),
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


def main(number: str, folder: str, shape: str) -> None:
    """Declare and write the APIs."""
    app = MeshApp(outdir=folder)
    for index in range(int(number)):
        name = f"api-{index}"
        LlmApiMesh(app, name, hosts=[f"{name}.example.com"], **SHAPES[shape](name))
    app.synth()


if __name__ == "__main__":
    main(*sys.argv[1:])
