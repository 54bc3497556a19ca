"""The model comes from the path: POST /models/llama-3.1-8b/v1/chat/completions; the pods get /v1/chat/completions."""

from pathlib import Path

from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, Model, ModelFromPath, PlainHttp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

# The base URL for an OpenAI client: http://by-path.example.com/models/llama-3.1-8b/v1
llama = Model(name="llama-3.1-8b", backend=Pool(selector={"app": "llama"}, target_port=8000))
qwen = Model(name="Qwen/Qwen3-32B", slug="qwen", backend=Pool(selector={"app": "qwen"}, target_port=8000))
LlmApiMesh(
    app,
    "by-path",
    namespace="ai",
    hosts=["by-path.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    models=[llama, qwen],
    model_from=ModelFromPath(prefix="/models/"),
)

app.synth()
