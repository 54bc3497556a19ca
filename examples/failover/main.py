"""Two self-hosted models, a canary of one of them, and a hosted provider behind both.

What the pods can't serve the provider serves within the same request: while they are full, gone, starting or silent.
"""

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

llama = Pool(
    selector={"app": "llama"},
    load_balancer=ConsistentHash(header="x-session-id"),
    versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)],
)
qwen = Pool(selector={"app": "qwen"})
# Its deployments have the models' names, as no body is changed on the way.
azure = AzureOpenAI(resource="acme", api_key=KeyFromEnvironment(variable="AZURE_API_KEY"))

LlmApiMesh(
    app,
    "chat",
    namespace="ai",
    hosts=["chat.example.com"],
    models=[
        Model(name="llama-3.3-70b", slug="llama", backend=Failover(backends=[llama, azure], spill_per_minute=60)),
        Model(name="qwen3-32b", slug="qwen", backend=Failover(backends=[qwen, azure], spill_per_minute=60)),
    ],
    budget=Budget(first_token=timedelta(seconds=20)),
)

app.synth()
