"""The meshes of this repository: `make synth` writes them to dist/."""

from llm_api_mesh import ConsistentHash, Gateway, LlmApiMesh, MeshApp, Pool, RoundRobin, Route, Version

app = MeshApp()

# One version behind a gateway, balanced in turn: the plainest LLM API there is.
LlmApiMesh(
    app,
    "large-language-model-api",
    namespace="default",
    hosts=["api.example.com"],
    gateway=Gateway(name="api-gateway"),
    backend=Pool(selector={"app": "large-language-model-api"}, load_balancer=RoundRobin()),
)

# Two versions of a self-hosted chat model: 10 % try the new one, testers ask for it, sessions keep their replica.
LlmApiMesh(
    app,
    "chat",
    namespace="ai",
    hosts=["chat.example.com"],
    backend=Pool(
        selector={"app": "chat"},
        load_balancer=ConsistentHash(header="x-session-id"),
        versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)],
    ),
    routes=[Route(name="testers", headers={"x-llm-version": "v2"}, version="v2")],
)

app.synth()
