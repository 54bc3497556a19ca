"""The times that a team knows about its model: every timer on the way follows from them.

This reasoning model may be silent for two minutes, and an answer may take a quarter of an hour.
"""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import Budget, LlmApiMesh, MeshApp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "reasoning",
    namespace="ai",
    hosts=["reasoning.example.com"],
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
