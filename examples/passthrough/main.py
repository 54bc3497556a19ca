"""Callers inside the mesh know which replica holds their cache, and call its address; others use the gateway."""

from pathlib import Path

from llm_api_mesh import ExistingPods, LlmApiMesh, LlmGateway, MeshApp, Passthrough, PlainHttp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

gateway = LlmGateway(
    app,
    "llm",
    namespace="istio-ingress",  # that of the gateway's pods
    hosts={"ai": ["granite.example.com"]},
    http=PlainHttp(),
    pods=ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway"),
    anonymous=True,
)

LlmApiMesh(
    app,
    "granite",
    namespace="ai",
    hosts=["granite.example.com"],
    gateway=gateway,
    # Callers use a pod's address with the pods' port, so the Service has the same port.
    backend=Pool(selector={"app": "granite"}, port=8080, target_port=8080, load_balancer=Passthrough()),
)

app.synth()
