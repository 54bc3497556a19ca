"""A hosted provider: the gateway has its address and its key, and an API only names it.

The key is a mounted Secret, so a new key is used without a restart. This provider has no type in the library, so the
program gives its base URL.
"""

from pathlib import Path

from llm_api_mesh import (
    ExistingPods,
    GatewayProvider,
    KeyFromFile,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    OpenAICompatible,
    PlainHttp,
    ProviderRef,
)

app = MeshApp(outdir=Path(__file__).with_name("dist"))

key = KeyFromFile(path="/var/run/secrets/hosted/key.yaml")
hosted = OpenAICompatible(url="https://llm.example.net/api/v1", api_key=key)
gateway = LlmGateway(
    app,
    "llm",
    namespace="istio-ingress",  # that of the gateway's pods
    hosts={"ai": ["hosted.example.com"]},
    http=PlainHttp(),
    pods=ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway"),
    providers={"hosted": GatewayProvider(provider=hosted, namespaces=["ai"])},
    anonymous=True,
)
backend = ProviderRef(provider="hosted", model="large-model-2")
LlmApiMesh(app, "hosted", namespace="ai", hosts=["hosted.example.com"], gateway=gateway, backend=backend)

app.synth()
