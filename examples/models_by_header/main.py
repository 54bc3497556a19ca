"""The model from a header that clients send, by names, prefixes and expressions; any other model has a backend, too."""

from pathlib import Path

from llm_api_mesh import LlmApiMesh, MeshApp, Model, ModelFromHeader, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

# Names go before prefixes, and these before expressions, which are RE2's and for whole names.
coder = Model(
    name="qwen3-coder-30b",
    prefixes=["qwen3-coder-"],
    patterns=[r"starcoder2-(3|7|15)b"],
    backend=Pool(selector={"app": "coder"}, target_port=8000),
)
LlmApiMesh(
    app,
    "by-header",
    namespace="ai",
    hosts=["by-header.example.com"],
    models=[coder],
    model_from=ModelFromHeader(name="x-model"),
    # No body is read. The longest one that can be sent again, when a replica refuses it:
    max_prompt_bytes=8 * 1024 * 1024,
    backend=Pool(selector={"app": "general"}, target_port=8000),
)

app.synth()
