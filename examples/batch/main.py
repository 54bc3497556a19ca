"""Two presets: a batch of completions, where no person waits for the answer, and embeddings, which are short."""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import Budget, Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool, Retries

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "summaries",
    namespace="ai",
    hosts=["summaries.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=Pool(selector={"app": "summaries"}, target_port=8080),
    preset="completion-batch",
    retries=Retries(attempts=8),
)

LlmApiMesh(
    app,
    "embeddings",
    namespace="ai",
    hosts=["embeddings.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=Pool(selector={"app": "embeddings"}, target_port=8080),
    preset="embeddings",
    budget=Budget(server_keep_alive=timedelta(seconds=65)),
)

app.synth()
