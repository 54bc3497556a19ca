"""Custom retries: longer waits, and only conditions under which no generation can have started."""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import ExistingPods, LlmApiMesh, LlmGateway, MeshApp, PlainHttp, Pool, Retries

app = MeshApp(outdir=Path(__file__).with_name("dist"))

gateway = LlmGateway(
    app,
    "llm",
    namespace="istio-ingress",  # that of the gateway's pods
    hosts={"ai": ["patient.example.com"]},
    http=PlainHttp(),
    pods=ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway"),
    anonymous=True,
)

LlmApiMesh(
    app,
    "patient",
    namespace="ai",
    hosts=["patient.example.com"],
    gateway=gateway,
    backend=Pool(selector={"app": "patient"}, target_port=8080),
    retries=Retries(
        attempts=4,
        on=["connect-failure", "refused-stream", 429],
        backoff=timedelta(milliseconds=100),
        longest_retry_after=timedelta(seconds=20),
        budget_percent=10,
    ),
)

app.synth()
