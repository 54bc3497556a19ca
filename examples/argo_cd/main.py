"""Two APIs for Argo CD, which creates and removes their objects in an order in which no request fails."""

from pathlib import Path

from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool, Route, Version

app = MeshApp(outdir=Path(__file__).with_name("dist"), argo_cd=True)

versions = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
chat = Pool(selector={"app": "chat"}, target_port=8080, versions=versions)
testers = Route(name="testers", headers={"x-llm-version": "v2"}, version="v2")
gateway = Gateway(anonymous=True, http=PlainHttp())
LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=gateway, backend=chat, routes=[testers])

embeddings = Pool(selector={"app": "embeddings"}, target_port=8080)
LlmApiMesh(
    app,
    "embeddings",
    namespace="ai",
    hosts=["embeddings.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=embeddings,
    preset="embeddings",
)

app.synth()
