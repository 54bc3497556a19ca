"""A Service with an external address, which bypasses the gateway and its rules."""

from pathlib import Path

from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool, Random

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "completions",
    namespace="ai",
    hosts=["*.completions.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=Pool(
        selector={"app": "completions"}, target_port=8080, service_type="LoadBalancer", load_balancer=Random()
    ),
)

app.synth()
