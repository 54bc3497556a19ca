"""Istio's validation of objects, which the API server asks before it stores one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from lab.environment import Lab
from lab.errors import RefusedError
from llm_api_mesh import (
    OPENAI_PATHS,
    LlmApiMesh,
    MeshApp,
    Model,
    ModelFromPath,
    Pool,
    PublicPath,
    TokenHolders,
)
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY


def virtual_service(**match: object) -> str:
    """A VirtualService with one condition."""
    route = {"match": [match], "route": [{"destination": {"host": "chat"}}]}
    spec = {"hosts": ["chat.example.com"], "http": [route]}
    metadata = {"name": "own", "namespace": "ai"}
    return yaml.safe_dump(
        {"apiVersion": "networking.istio.io/v1", "kind": "VirtualService", "metadata": metadata, "spec": spec}
    )


def test_istio_refuses_what_it_cannot_use(lab: Lab, tmp_path: Path) -> None:
    """The definitions of Istio's objects alone would admit this."""
    file = tmp_path / "own.yaml"
    file.write_text(virtual_service(uri={"regex": "a" * 1025}))
    with pytest.raises(RefusedError, match="regex is too large, max length allowed is 1024"):
        lab.apply(file)
    file.write_text(virtual_service(uri={"regex": "a" * 1024}))
    lab.apply(file)
    lab.delete(file)


def pool(name: str) -> Pool:
    """Pods of a namespace of these tests."""
    return Pool(name=name, selector={"app": name}, target_port=8080)


def test_many_public_paths(lab: Lab, tmp_path: Path) -> None:
    """Several conditions, none too long for Istio, refuse what isn't public."""
    paths = [*OPENAI_PATHS, *(PublicPath(path=f"/v1/internal/teams/{number:03}/classify") for number in range(100))]
    host = "large.example.com"
    app = MeshApp(outdir=tmp_path)
    LlmApiMesh(app, "large", namespace="large", hosts=[host], gateway=PLAIN_GATEWAY, backend=pool("large"), paths=paths)
    app.synth()
    lab.apply(tmp_path)
    served = lab.app("large", namespace="large", labels={"app": "large"})
    try:
        for path in ("/v1/chat/completions", "/v1/internal/teams/000/classify", "/v1/internal/teams/099/classify"):
            (answer,) = lab.call(host=host, path=path, method="POST", body={"messages": []})
            assert answer.replica, path
        for path in ("/metrics", "/v1/internal/teams/100/classify", "/v1/internal/teams", "/v1/internal/teams/00"):
            (answer,) = lab.call(host=host, path=path, method="POST", body={"messages": []})
            assert (answer.status, answer.replica) == (404, ""), path
    finally:
        lab.remove(served)
        lab.delete(tmp_path)


def test_many_models_and_callers(lab: Lab, tmp_path: Path) -> None:
    """Istio admits APIs whose conditions have many names."""
    app = MeshApp(outdir=tmp_path)
    models = [
        Model(name=f"meta-llama/Llama-3.1-{number:03}B-Instruct", slug=f"m{number}", backend=pool(f"m{number}"))
        for number in range(60)
    ]
    LlmApiMesh(
        app,
        "by-path",
        namespace="large",
        hosts=["a.example.com"],
        gateway=PLAIN_GATEWAY,
        models=models,
        model_from=ModelFromPath(),
    )
    lora = Model(name="base", aliases=[f"base-lora-{number:03}-of-a-team" for number in range(100)], backend=pool("l"))
    LlmApiMesh(
        app,
        "lora",
        namespace="large",
        hosts=["b.example.com"],
        gateway=PLAIN_GATEWAY,
        models=[lora],
        model_from=ModelFromPath(),
    )
    access = [TokenHolders(subjects=[f"user-{number:03}-of-a-company" for number in range(300)])]
    knows = LLM_GATEWAY.model_copy(update={"knows_callers": True})
    hosts = ["c.example.com"]
    LlmApiMesh(app, "callers", namespace="large", hosts=hosts, gateway=knows, access=access, backend=pool("c"))
    app.synth()
    lab.apply(tmp_path)
    lab.delete(tmp_path)
