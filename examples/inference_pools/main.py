"""A model behind an endpoint picker, a canary of it with a picker of its own, and a hosted provider to fall back on."""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import (
    AzureOpenAI,
    Budget,
    Certificate,
    Failover,
    GatewayProvider,
    InferencePool,
    InferencePoolRef,
    KeyFromFile,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    Model,
    Picker,
    ProviderRef,
    Version,
)

app = MeshApp(outdir=Path(__file__).with_name("dist"))

# The platform's team: the gateway, and the namespaces that may have inference pools.
azure = AzureOpenAI(resource="acme", api_key=KeyFromFile(path="/run/secrets/azure/key.yaml"))
gateway = LlmGateway(
    app,
    "llm",
    namespace="llm-gateway",
    hosts={"ai": ["chat.example.com"]},
    certificates=[Certificate(credential_name="llm")],
    providers={"azure": GatewayProvider(provider=azure, namespaces=["ai"], secret="azure")},
    inference_pools=["ai"],
    anonymous=True,
)

# The API's team: a pool with two versions, each with its picker; and a pool of a Helm chart.
versions = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
picker = Picker(cpu_request="2", memory="2Gi")
llama = InferencePool(selector={"app": "llama"}, target_ports=[8000], picker=picker, versions=versions)
mini = ProviderRef(provider="azure", model="gpt-4o-mini")
models = [
    Model(name="llama-3.3-70b", slug="llama", backend=Failover(backends=[llama, mini])),
    Model(name="qwen3-32b", slug="qwen", backend=InferencePoolRef(name="vllm-qwen3-32b")),
]
budget = Budget(first_token=timedelta(seconds=20))
LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=gateway, models=models, budget=budget)
app.synth()
