"""A cluster with Istio 1.30: fields of a later release are refused, and everything else is the same."""

from pathlib import Path

from llm_api_mesh import ConsistentHash, Cookie, Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "assistant",
    namespace="ai",
    hosts=["assistant.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=Pool(
        selector={"app": "assistant"},
        target_port=8080,
        load_balancer=ConsistentHash(cookie=Cookie(name="assistant-session")),
    ),
    istio="1.30",
)

app.synth()
