"""Settings without an option: a patch of an object, and your own object in the API's file."""

from pathlib import Path

# Before cdk8s, so that the program also runs where no Node.js is on PATH.
from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool

# isort: split
from cdk8s import ApiObject, JsonPatch

app = MeshApp(outdir=Path(__file__).with_name("dist"))

chat = LlmApiMesh(
    app,
    "chat",
    namespace="ai",
    hosts=["chat.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=Pool(selector={"app": "chat"}, target_port=8080),
)

# A patch sets a field that Istio's CRD has.
chat.virtual_service.add_json_patch(JsonPatch.add("/spec/http/1/headers", {"response": {"remove": ["server"]}}))

# Declare other objects in the API's chart, which adds its namespace and labels.
ApiObject(
    chat,
    "PeerAuthentication",
    api_version="security.istio.io/v1",
    kind="PeerAuthentication",
    metadata={"name": "chat"},
).add_json_patch(JsonPatch.add("/spec", {"mtls": {"mode": "STRICT"}, "selector": {"matchLabels": {"app": "chat"}}}))

app.synth()
