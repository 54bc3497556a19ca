"""APIs that route by model, with the same Pods, and another API on the same gateway that doesn't."""

from __future__ import annotations

from llm_api_mesh import LlmApiMesh, MeshApp, Mirror, Model, ModelFromHeader, ModelFromPath, Pool, Route, Version

NAMESPACE = "models"
STRICT = "models.example.com"
LENIENT = "lenient.example.com"
BY_HEADER = "header.example.com"
BY_PATH = "path.example.com"
SMALL = "small.example.com"
NEIGHBOUR = "neighbour.example.com"

SMALL_LIMIT = 1024 * 1024


def _pool(app: str, **fields: object) -> Pool:
    return Pool(selector={"app": app}, target_port=8080, **fields)  # type: ignore[arg-type]


def _llama() -> Model:
    return Model(
        name="llama-3.1-8b",
        aliases=["gpt-4o-mini", "llama-3.1-8b-legal-lora"],
        prefixes=["qwen3-coder-"],  # longer than the other model's prefix
        backend=_pool("llama"),
    )


def _qwen() -> Model:
    return Model(
        name="Qwen/Qwen3-32B",
        slug="qwen",
        aliases=["llama-in-disguise"],
        prefixes=["qwen3-"],
        patterns=[r"qwen2\.5-.*", "q.*-coder-.*"],
        backend=_pool("qwen"),
    )


def _named_only(model: Model) -> Model:
    return model.model_copy(update={"prefixes": (), "patterns": ()})


def _with_versions() -> Model:
    versions = [Version(name="a", weight=1), Version(name="b", weight=0)]
    return Model(
        name="llama-3.1-8b",
        backend=_pool("llama", versions=versions),
        mirrors=[Mirror(version="b", percent=100)],
        routes=[
            Route(name="testers", headers={"x-llm-version": "b"}, version="b"),
            Route(name="text", path="/v1/completions", version="b"),
        ],
    )


def declare(app: MeshApp) -> None:
    """Declare the APIs."""
    LlmApiMesh(app, "models", namespace=NAMESPACE, hosts=[STRICT], models=[_llama(), _qwen()])
    LlmApiMesh(
        app,
        "lenient",
        namespace=NAMESPACE,
        hosts=[LENIENT],
        backend=_pool("rest"),
        models=[_with_versions(), _named_only(_qwen())],
    )
    LlmApiMesh(
        app,
        "by-header",
        namespace=NAMESPACE,
        hosts=[BY_HEADER],
        models=[_llama(), _qwen()],
        model_from=ModelFromHeader(name="X-Model"),
    )
    LlmApiMesh(
        app,
        "by-path",
        namespace=NAMESPACE,
        hosts=[BY_PATH],
        models=[_with_versions(), _named_only(_qwen())],
        model_from=ModelFromPath(),
    )
    LlmApiMesh(
        app, "small", namespace=NAMESPACE, hosts=[SMALL], models=[_named_only(_llama())], max_prompt_bytes=SMALL_LIMIT
    )
    LlmApiMesh(app, "neighbour", namespace=NAMESPACE, hosts=[NEIGHBOUR], backend=_pool("rest"))
