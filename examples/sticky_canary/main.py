"""A canary for whole chat sessions: the key that keeps a session's replica also chooses its version.

A step to 70 and 30 changes two numbers and keeps their sum: it moves a fifth of the sessions, and none of them back.
"""

from pathlib import Path

from llm_api_mesh import ConsistentHash, ExistingPods, LlmApiMesh, LlmGateway, MeshApp, PlainHttp, Pool, Version

app = MeshApp(outdir=Path(__file__).with_name("dist"))

gateway = LlmGateway(
    app,
    "llm",
    namespace="istio-ingress",  # that of the gateway's pods
    hosts={"ai": ["assistant.example.com"]},
    http=PlainHttp(),
    pods=ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway"),
    anonymous=True,
)

backend = Pool(
    selector={"app": "assistant"},
    target_port=8080,
    load_balancer=ConsistentHash(header="x-session-id"),
    versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)],
)
LlmApiMesh(app, "assistant", namespace="ai", hosts=["assistant.example.com"], gateway=gateway, backend=backend)

app.synth()
