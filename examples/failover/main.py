"""Two self-hosted models, a canary of the first, and a hosted provider behind both.

What the pods can't serve, the provider serves within the same request: while they are full, gone, starting or silent.
"""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Failover,
    KeyFromEnvironment,
    LlmApiMesh,
    MeshApp,
    OpenAI,
    Pool,
    Version,
)

app = MeshApp(outdir=Path(__file__).with_name("dist"))

openai = OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY"))
llama = Pool(
    selector={"app": "llama"},
    load_balancer=ConsistentHash(header="x-session-id"),
    versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)],
)

LlmApiMesh(
    app,
    "chat",
    namespace="ai",
    hosts=["chat.example.com"],
    budget=Budget(first_token=timedelta(seconds=20)),
    backend=Failover(backends=[llama, openai], spill_per_minute=60),
)

app.synth()
