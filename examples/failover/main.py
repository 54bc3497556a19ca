"""Two self-hosted models, a canary of one of them, and a hosted provider for what their pods can't serve."""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import (
    AzureOpenAI,
    Budget,
    ConsistentHash,
    ExistingPods,
    Failover,
    GatewayProvider,
    KeyFromFile,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    Model,
    PlainHttp,
    Pool,
    ProviderRef,
    Version,
)

app = MeshApp(outdir=Path(__file__).with_name("dist"))
# The platform's team: the gateway, its hosts, and the provider with its key.
azure = AzureOpenAI(resource="acme", api_key=KeyFromFile(path="/run/secrets/azure/key.yaml"))
gateway = LlmGateway(
    app,
    "llm",
    namespace="istio-ingress",  # that of the gateway's pods
    hosts={"ai": ["chat.example.com"]},
    http=PlainHttp(),
    pods=ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway"),
    providers={"azure": GatewayProvider(provider=azure, namespaces=["ai"])},
    anonymous=True,  # instead of jwt_rules, api_keys or client_certificates
)

# The API's team: the models, and the order of their backends. Each backend has its own name for a model.
versions = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
sessions = ConsistentHash(header="x-session-id")
llama = Pool(selector={"app": "llama"}, target_port=8080, load_balancer=sessions, versions=versions)
qwen = Pool(selector={"app": "qwen"}, target_port=8080)
mini = ProviderRef(provider="azure", model="gpt-4o-mini")
models = [
    Model(name="llama-3.3-70b", slug="llama", backend=Failover(backends=[llama, mini], spill_per_minute=60)),
    Model(name="qwen3-32b", slug="qwen", backend=Failover(backends=[qwen, mini], spill_per_minute=60)),
]
budget = Budget(first_token=timedelta(seconds=20))
LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=gateway, models=models, budget=budget)
app.synth()
