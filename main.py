"""The APIs of this repository: `make synth` writes them to dist/."""

from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool, RoundRobin, Route, Version

app = MeshApp()

# The scenario that the project began with: one version behind a gateway, balanced by round robin. The default would be
# least request.
name = "large-language-model-api"
backend = Pool(selector={"app": name}, target_port=8080, load_balancer=RoundRobin())
api_gateway = Gateway(anonymous=True, name="api-gateway", http=PlainHttp())
LlmApiMesh(app, name, namespace="default", hosts=["api.example.com"], backend=backend, gateway=api_gateway)

# Two versions of a self-hosted chat model: 10 % of the requests go to the new one, and testers select it by a header.
versions = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
chat = Pool(selector={"app": "chat"}, target_port=8080, versions=versions)
testers = Route(name="testers", headers={"x-llm-version": "v2"}, version="v2")
gateway = Gateway(anonymous=True, http=PlainHttp())
LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=gateway, backend=chat, routes=[testers])

app.synth()
