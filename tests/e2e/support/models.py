"""APIs that route by model, with the same Pods, and another API on the same gateway that doesn't."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from e2e.support.llm_apis import ACCOUNT, LABELS
from e2e.support.llm_apis import NAMESPACE as POD_NAMESPACE
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import Answer
from llm_api_mesh import (
    Gateway,
    LlmApiMesh,
    LlmGateway,
    Match,
    MeshApp,
    Mirror,
    Model,
    ModelFromHeader,
    ModelFromPath,
    PlainHttp,
    Pool,
    Route,
    Version,
)
from support.apps import PLAIN_GATEWAY

NAMESPACE = "models"
STRICT = "models.example.com"
LENIENT = "lenient.example.com"
DIVIDED = "divided.example.com"
BY_HEADER = "header.example.com"
BY_PATH = "path.example.com"
NEIGHBOUR = "neighbour.example.com"

NAMES: tuple[tuple[str, str | int], ...] = (
    ("llama-3.1-8b", "llama"),
    ("gpt-4o-mini", "llama"),
    ("llama-3.1-8b-legal-lora", "llama"),
    ("Qwen/Qwen3-32B", "qwen"),
    ("llama-in-disguise", "qwen"),
    ("qwen3-8b", "qwen"),
    ("qwen3-coder-30b", "llama"),
    ("qwen2.5-7b", "qwen"),
    ("qwen2.5-", "qwen"),
    ("qwen25-7b", 404),
    ("my-qwen2.5-7b", 404),
    ("LLAMA-3.1-8B", 404),
    ("llama-3.1-8", 404),
)
"""Names, and the app or the status that answers."""


def pool(app: str, **fields: Any) -> Pool:
    """The pool of an app."""
    return Pool(selector={"app": app}, target_port=8080, **fields)


def _llama() -> Model:
    return Model(
        name="llama-3.1-8b",
        aliases=["gpt-4o-mini", "llama-3.1-8b-legal-lora"],
        prefixes=["qwen3-coder-"],  # longer than the other model's prefix
        backend=pool("llama"),
    )


def _qwen() -> Model:
    return Model(
        name="Qwen/Qwen3-32B",
        slug="qwen",
        aliases=["llama-in-disguise"],
        prefixes=["qwen3-"],
        patterns=[r"qwen2\.5-.*", "q.*-coder-.*"],
        backend=pool("qwen"),
    )


def _named_only(model: Model) -> Model:
    return model.model_copy(update={"prefixes": (), "patterns": ()})


def _with_versions() -> Model:
    versions = [Version(name="a", weight=1), Version(name="b", weight=0)]
    return Model(
        name="llama-3.1-8b",
        backend=pool("llama", versions=versions),
        mirrors=[Mirror(version="b", percent=100)],
        routes=[
            Route(name="testers", headers={"x-llm-version": "b"}, version="b"),
            Route(name="text", path="/v1/completions", version="b"),
        ],
    )


def declare_by_body(app: MeshApp, gateway: LlmGateway) -> None:
    """Declare APIs that find the model in the body: without, with and beside a backend for other requests."""
    LlmApiMesh(app, "models", namespace=NAMESPACE, hosts=[STRICT], gateway=gateway, models=[_llama(), _qwen()])
    LlmApiMesh(
        app,
        "lenient",
        namespace=NAMESPACE,
        hosts=[LENIENT],
        gateway=gateway,
        backend=pool("rest"),
        models=[_with_versions(), _named_only(_qwen())],
    )
    divided: Mapping[str, Any] = {"namespace": NAMESPACE, "hosts": [DIVIDED], "gateway": gateway}
    LlmApiMesh(app, "talking", **divided, match=Match(path_prefix="/v1/chat/"), models=[_qwen()])
    LlmApiMesh(app, "filing", **divided, match=Match(path_prefix="/v1/files"), backend=pool("rest"))


def declare_neighbour(app: MeshApp) -> None:
    """Declare an API with a Gateway of its own on the same pods."""
    neighbour = Gateway(anonymous=True, selector=LABELS, service_account=f"{POD_NAMESPACE}/{ACCOUNT}", http=PlainHttp())
    LlmApiMesh(app, "neighbour", namespace=NAMESPACE, hosts=[NEIGHBOUR], gateway=neighbour, backend=pool("rest"))


def declare_by_header_and_path(app: MeshApp, gateway: LlmGateway | None = None) -> None:
    """Declare APIs that find the model in a header or in the path, by default at a Gateway of their own."""
    options: Mapping[str, Any] = {"namespace": NAMESPACE, "gateway": gateway or PLAIN_GATEWAY}
    by_header = ModelFromHeader(name="X-Model")
    LlmApiMesh(app, "by-header", hosts=[BY_HEADER], models=[_llama(), _qwen()], model_from=by_header, **options)
    named = [_with_versions(), _named_only(_qwen())]
    LlmApiMesh(app, "by-path", hosts=[BY_PATH], models=named, model_from=ModelFromPath(), **options)


@contextmanager
def servers(lab: Lab) -> Iterator[dict[str, App]]:
    """The model servers of all APIs: two versions of one model, another model, and the backend of other requests."""
    labels = {
        "llama": {"app": "llama", "version": "a"},
        "llama-b": {"app": "llama", "version": "b"},
        "qwen": {"app": "qwen"},
        "rest": {"app": "rest"},
    }
    started = {name: lab.app(name, namespace=NAMESPACE, labels=each) for name, each in labels.items()}
    try:
        yield started
    finally:
        lab.remove(*started.values())


def answered_by(answer: Answer) -> str | int:
    """The app that answered, or the status if the gateway itself answered."""
    return answer.replica.partition("-")[0] or answer.status
