"""The gateway requires API keys, and what is known of a key decides which models its holder may use."""

from pathlib import Path

from llm_api_mesh import ApiKeys, Certificate, LlmApiMesh, LlmGateway, MeshApp, Model, Pool, TokenHolders

app = MeshApp(outdir=Path(__file__).with_name("dist"))

# The platform's team
gateway = LlmGateway(
    app,
    "llm",
    namespace="llm-gateway",
    hosts={"ai": ["models.example.com"], "web": ["status.example.com"]},
    certificates=[Certificate(credential_name="llm")],
    api_keys=ApiKeys(secret="api-keys"),
    anonymous_hosts=["status.example.com"],
    admission_policy=True,
)

# The API's team
LlmApiMesh(
    app,
    "models",
    namespace="ai",
    hosts=["models.example.com"],
    gateway=gateway,
    callers=[],
    models=[
        Model(
            name="gpt-oss-120b",
            backend=Pool(selector={"app": "gpt-oss"}, target_port=8000),
            access=[TokenHolders(teams=["research"]), TokenHolders(subjects=["batch-runner"])],
        ),
        Model(name="llama-3.1-8b", backend=Pool(selector={"app": "llama"}, target_port=8000)),
    ],
)

app.synth()
