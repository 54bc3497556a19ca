"""The platform's gateway: two teams with their hosts, HTTPS only; a provider and pools for one team and for both.

The policy for the API server is in a second file, because its objects belong to the cluster.
"""

from pathlib import Path

from llm_api_mesh import (
    AzureOpenAI,
    Certificate,
    DeployedPods,
    GatewayProvider,
    KeyFromFile,
    LlmGateway,
    MeshApp,
    RedirectToHttps,
)

app = MeshApp(outdir=Path(__file__).with_name("dist"))
LlmGateway(
    app,
    "llm",
    namespace="llm-gateway",
    hosts={"ai": ["chat.example.com"], "research": ["*.research.example.com"]},
    certificates=[
        Certificate(credential_name="chat", hosts=["chat.example.com"]),
        Certificate(credential_name="research", hosts=["*.research.example.com"]),
    ],
    http=RedirectToHttps(),
    pods=DeployedPods(concurrent_generations=100),
    providers={
        "azure": GatewayProvider(
            provider=AzureOpenAI(resource="acme", api_key=KeyFromFile(path="/run/secrets/azure/key.yaml")),
            namespaces=["ai"],
            secret="azure",
        ),
    },
    pool_users={"research": ["ai"]},
    admission_policy=True,
    anonymous=True,
)
app.synth()
