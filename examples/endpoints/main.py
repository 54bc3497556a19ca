"""Chat by model, and audio and embeddings by path: the form of an upload names its model where no gateway reads it."""

from pathlib import Path

from llm_api_mesh import Endpoint, ExistingPods, LlmApiMesh, LlmGateway, MeshApp, Model, PlainHttp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

gateway = LlmGateway(
    app,
    "llm",
    namespace="istio-ingress",  # that of the gateway's pods
    hosts={"ai": ["llm.example.com"]},
    http=PlainHttp(),
    pods=ExistingPods(selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway"),
    anonymous=True,
)

llama = Model(name="llama-3.3-70b", backend=Pool(selector={"app": "llama"}, target_port=8000))
whisper = Pool(selector={"app": "whisper"}, target_port=8000)
bge = Pool(selector={"app": "bge"}, target_port=8000)
LlmApiMesh(
    app,
    "chat",
    namespace="ai",
    hosts=["llm.example.com"],
    gateway=gateway,
    models=[llama],
    endpoints=[
        Endpoint(name="audio", path_prefix="/v1/audio/", backend=whisper),
        Endpoint(name="embeddings", path="/v1/embeddings", backend=bge),
    ],
)

app.synth()
