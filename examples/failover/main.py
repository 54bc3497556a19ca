"""Two self-hosted models, a canary of one of them, and a hosted provider for what their pods can't serve."""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import (
    AzureOpenAI,
    Budget,
    ConsistentHash,
    Failover,
    KeyFromEnvironment,
    LlmApiMesh,
    MeshApp,
    Model,
    Pool,
    Version,
)

app = MeshApp(outdir=Path(__file__).with_name("dist"))
versions = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
sessions = ConsistentHash(header="x-session-id")
llama = Pool(selector={"app": "llama"}, target_port=8080, load_balancer=sessions, versions=versions)
qwen = Pool(selector={"app": "qwen"}, target_port=8080)
# The provider's deployments have the models' names, because no body is changed on the way.
azure = AzureOpenAI(resource="acme", api_key=KeyFromEnvironment(variable="AZURE_API_KEY"))
models = [
    Model(name="llama-3.3-70b", slug="llama", backend=Failover(backends=[llama, azure], spill_per_minute=60)),
    Model(name="qwen3-32b", slug="qwen", backend=Failover(backends=[qwen, azure], spill_per_minute=60)),
]
budget = Budget(first_token=timedelta(seconds=20))
LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], models=models, budget=budget)
app.synth()
