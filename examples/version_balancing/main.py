"""Versions with their own load balancing: a version inherits every value that it doesn't set from the pool."""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import (
    ConsistentHash,
    Ejection,
    ExistingPods,
    LeastRequest,
    LlmApiMesh,
    LlmGateway,
    Maglev,
    MeshApp,
    PlainHttp,
    Pool,
    Version,
    WarmUp,
)

app = MeshApp(outdir=Path(__file__).with_name("dist"))

gateway = LlmGateway(
    app,
    "llm",
    namespace="istio-ingress",  # that of the gateway's pods
    hosts={"ai": ["qwen.example.com"]},
    http=PlainHttp(),
    pods=ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway"),
    anonymous=True,
)

compiling = WarmUp(duration=timedelta(minutes=3), minimum_percent=5)

LlmApiMesh(
    app,
    "qwen",
    namespace="ai",
    hosts=["qwen.example.com"],
    gateway=gateway,
    backend=Pool(
        selector={"app": "qwen"},
        target_port=8080,
        load_balancer=ConsistentHash(header="x-session-id", algorithm=Maglev(table_size=65537)),
        concurrent_requests=64,
        replicas=8,
        versions=[
            Version(name="v1", weight=90),
            # One replica, which serves fewer requests and is ejected sooner.
            Version(
                name="v2",
                weight=10,
                replicas=1,
                concurrent_requests=32,
                ejection=Ejection(consecutive_gateway_errors=2),
            ),
            # For jobs that select it by a route, without sessions.
            Version(name="batch", weight=0, load_balancer=LeastRequest(warmup=compiling), ejection=None),
        ],
    ),
)

app.synth()
