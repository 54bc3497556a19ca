"""Callers in the mesh that know which replica holds their cache, and ask for its address; a gateway for all others."""

from pathlib import Path

from llm_api_mesh import LlmApiMesh, MeshApp, Passthrough, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "granite",
    namespace="ai",
    hosts=["granite.example.com"],
    # A pod's address is asked for with the pods' port, so the Service has the same.
    backend=Pool(selector={"app": "granite"}, port=8080, target_port=8080, load_balancer=Passthrough()),
)

app.synth()
