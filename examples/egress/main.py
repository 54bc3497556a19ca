"""Requests to a provider leave by an egress gateway and a forward proxy; pods call what is named and nothing else."""

from pathlib import Path

from llm_api_mesh import (
    Certificate,
    EgressGateway,
    Failover,
    ForwardProxy,
    GatewayProvider,
    KeyFromFile,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    OpenAI,
    Outbound,
    Pool,
    ProviderRef,
)

app = MeshApp(outdir=Path(__file__).with_name("dist"))

# The platform's team
openai = OpenAI(api_key=KeyFromFile(path="/run/secrets/openai/key.yaml"))
gateway = LlmGateway(
    app,
    "llm",
    namespace="llm-gateway",
    hosts={"ai": ["chat.example.com"]},
    certificates=[Certificate(credential_name="llm")],
    providers={"openai": GatewayProvider(provider=openai, namespaces=["ai"], secret="openai")},
    egress_gateway=EgressGateway(namespace="istio-egress"),
    forward_proxy=ForwardProxy(host="proxy.example.com", port=3128),
    anonymous=True,
)

# The API's team
pods = Pool(selector={"app": "llama"}, target_port=8000)
LlmApiMesh(
    app,
    "chat",
    namespace="ai",
    hosts=["chat.example.com"],
    gateway=gateway,
    backend=Failover(backends=[pods, ProviderRef(provider="openai", model="gpt-4o-mini")]),
    outbound=Outbound(hosts=["huggingface.co", "cas-bridge.xethub.hf.co"], namespaces=["minio"]),
)

app.synth()
