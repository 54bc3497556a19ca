"""Requests stay in the gateway's zone up to its share of the replicas; this needs Istio 1.31."""

from pathlib import Path

from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool, ZoneAware

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "phi",
    namespace="ai",
    hosts=["phi.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    # With fewer than four replicas, zones don't count. If a region fails, the other one takes over.
    backend=Pool(
        selector={"app": "phi"},
        target_port=8080,
        locality=ZoneAware(min_cluster_size=4, failover={"eu-west": "eu-north"}),
    ),
)

app.synth()
