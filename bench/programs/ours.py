"""A number of APIs, declared with LlmApiMesh and all its checks."""

import sys

from llm_api_mesh import LlmApiMesh, MeshApp, Pool, Route, Version

app = MeshApp(outdir=sys.argv[2])
for number in range(int(sys.argv[1])):
    name = f"chat-{number}"
    LlmApiMesh(
        app,
        name,
        namespace="ai",
        hosts=[f"{name}.example.com"],
        backend=Pool(
            selector={"app": name},
            target_port=8080,
            versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)],
        ),
        routes=[Route(name="testers", headers={"x-llm-version": "v2"}, version="v2")],
    )
app.synth()
