"""The model comes from a header, by names, prefixes and patterns; all other models have a backend, too."""

from pathlib import Path

from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, Model, ModelFromHeader, PlainHttp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

# Names come before prefixes, and prefixes before patterns, which are RE2 expressions for whole names.
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
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    models=[coder],
    model_from=ModelFromHeader(name="x-model"),
    backend=Pool(selector={"app": "general"}, target_port=8000),
)

app.synth()
