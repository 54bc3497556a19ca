"""A pool with a limit: three replicas serve 64 requests each, and a failing one is ejected after three errors."""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import Ejection, ExistingPods, LlmApiMesh, LlmGateway, MeshApp, PlainHttp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

gateway = LlmGateway(
    app,
    "llm",
    namespace="istio-ingress",  # that of the gateway's pods
    hosts={"ai": ["busy.example.com"]},
    http=PlainHttp(),
    pods=ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway"),
    anonymous=True,
)

LlmApiMesh(
    app,
    "busy",
    namespace="ai",
    hosts=["busy.example.com"],
    gateway=gateway,
    backend=Pool(
        selector={"app": "busy"},
        target_port=8000,
        concurrent_requests=64,
        replicas=3,
        ejection=Ejection(consecutive_gateway_errors=3, base_time=timedelta(minutes=1)),
    ),
)

app.synth()
