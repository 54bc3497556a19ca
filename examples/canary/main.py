"""A canary: of three versions, one gets few requests, and one gets only requests that select it.

The next step changes one number, because weights are relative to each other.
"""

from pathlib import Path

from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool, Route, Version

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "llama",
    namespace="ai",
    hosts=["llama.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=Pool(
        selector={"app": "llama"},
        target_port=8000,
        versions=[
            Version(name="stable", weight=95, labels={"version": "3.1"}),
            Version(name="canary", weight=5, labels={"version": "3.2"}),
            Version(name="nightly", weight=0),
        ],
    ),
    routes=[
        Route(name="testers", headers={"x-llm-version": "canary"}, version="canary"),
        Route(name="nightly-embeddings", path="/v1/embeddings", headers={"x-nightly": ""}, version="nightly"),
    ],
)

app.synth()
