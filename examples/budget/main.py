"""The times that a team knows about its model: every timer on the way follows from them.

This reasoning model may be silent for two minutes, and an answer may take a quarter of an hour.
"""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import Budget, Certificate, DeployedPods, LlmApiMesh, LlmGateway, MeshApp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

gateway = LlmGateway(
    app,
    "llm",
    namespace="llm-gateway",
    hosts={"ai": ["reasoning.example.com"]},
    certificates=[Certificate(credential_name="reasoning")],
    # For as long, a pod that ends still serves the streams that it has begun.
    pods=DeployedPods(longest_generation=timedelta(minutes=15)),
    anonymous=True,
)

LlmApiMesh(
    app,
    "reasoning",
    namespace="ai",
    hosts=["reasoning.example.com"],
    gateway=gateway,
    backend=Pool(selector={"app": "reasoning"}, target_port=8000),
    budget=Budget(
        first_token=timedelta(minutes=1),
        stream_silence=timedelta(minutes=2),
        generation=timedelta(minutes=15),
        server_keep_alive=timedelta(seconds=65),
        grace_period=timedelta(minutes=16),
    ),
)

app.synth()
