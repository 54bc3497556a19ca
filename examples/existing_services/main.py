"""Models behind Services that exist already: one of the API's own namespace, one of another team's."""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import Budget, Gateway, LlmApiMesh, MeshApp, Model, ModelFromHeader, PlainHttp, ServiceRef, Version

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "chat",
    namespace="ai",
    hosts=["chat.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    budget=Budget(generation=timedelta(minutes=10)),
    model_from=ModelFromHeader(name="x-model"),
    models=[
        # The Service of a Helm chart in the API's own namespace: the API sets its policy.
        Model(
            name="qwen3-32b",
            backend=ServiceRef(
                name="vllm-qwen",
                port=8000,
                versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)],
            ),
        ),
        # The Service of another team: the API has routes to it, and the team of that namespace sets its policy.
        Model(name="llama-3.3-70b", backend=ServiceRef(name="llama", namespace="research", port=8000)),
    ],
)

app.synth()
