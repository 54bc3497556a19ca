"""What the team knows of its model's times, from which the timers on the way follow.

A reasoning model: it may think for two minutes in silence, and an answer may take a quarter of an hour.
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
