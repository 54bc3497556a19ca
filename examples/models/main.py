"""Two self-hosted models under one host: clients select them by name, as in the OpenAI API."""

from pathlib import Path

from llm_api_mesh import ExistingPods, LlmApiMesh, LlmGateway, MeshApp, Model, PlainHttp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

gateway = LlmGateway(
    app,
    "llm",
    namespace="istio-ingress",  # that of the gateway's pods
    hosts={"ai": ["llm.example.com"]},
    http=PlainHttp(),
    pods=ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway"),
    anonymous=True,
)

llama = Model(
    name="llama-3.1-8b",
    # A LoRA adapter is another name on the same pods, so the name goes on as the client sends it. vLLM must know every
    # name: configure it with --served-model-name and --lora-modules.
    aliases=["gpt-4o-mini", "llama-3.1-8b-legal-lora"],
    backend=Pool(selector={"app": "llama"}, target_port=8000),
)
qwen = Model(
    name="Qwen/Qwen3-32B",
    slug="qwen",
    prefixes=["qwen3-"],
    backend=Pool(selector={"app": "qwen"}, target_port=8000),
)
# This API has no backend for other models: the gateway answers 404 for them, and GET /v1/models lists these two.
LlmApiMesh(app, "models", namespace="ai", hosts=["llm.example.com"], gateway=gateway, models=[llama, qwen])

app.synth()
