"""Two APIs share one host on the Gateway of the platform's team, each with its own paths."""

from pathlib import Path

from llm_api_mesh import GatewayRef, LlmApiMesh, Match, MeshApp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))
gateway = GatewayRef(namespace="istio-ingress", name="shared")

for name, path in (("chat", "/v1/chat/"), ("embeddings", "/v1/embeddings")):
    LlmApiMesh(
        app,
        name,
        namespace="ai",
        hosts=["llm.example.com"],
        gateway=gateway,
        match=Match(path_prefix=path),
        backend=Pool(selector={"app": name}, target_port=8080),
    )

app.synth()
