"""Two environments: in dev a canary gets half of the requests, other hosts are served, and callers need no token."""

from pathlib import Path

from llm_api_mesh import (
    Certificate,
    Environment,
    Environments,
    JwtRule,
    LlmApiMesh,
    LlmApiMeshOverlay,
    LlmGateway,
    LlmGatewayOverlay,
    Pool,
    TokenHolders,
    Version,
)

environments = Environments(
    Environment(name="dev", cluster_domain="dev.internal"),
    Environment(name="prod", argo_cd=True),
    overlays=[
        LlmGatewayOverlay(
            name="llm",
            environments=["dev"],
            change={"hosts": {"ai": ["chat.dev.example.com"]}, "anonymous": True},
            remove=["jwt_rules"],
        ),
        LlmApiMeshOverlay(
            name="chat",
            environments=["dev"],
            change={
                "hosts": ["chat.dev.example.com"],
                "backend": {"replicas": 2, "versions": {"v1": {"weight": 50}, "v2": {"weight": 40}}},
            },
            remove=["access"],
            add={"backend": {"versions": [Version(name="nightly", weight=10)]}},
        ),
    ],
    outdir=Path(__file__).with_name("dist"),
)
for app in environments:
    gateway = LlmGateway(
        app,
        "llm",
        namespace="llm-gateway",
        hosts={"ai": ["chat.example.com"]},
        certificates=[Certificate(credential_name="chat")],
        jwt_rules=[JwtRule(issuer="https://login.example.com", audiences=["llm"])],
    )
    LlmApiMesh(
        app,
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        gateway=gateway,
        backend=Pool(
            selector={"app": "chat"},
            target_port=8000,
            concurrent_requests=32,
            replicas=16,
            versions=[Version(name="v1", weight=90), Version(name="v2", weight=10)],
        ),
        access=[TokenHolders(teams=["ai"])],
    )
environments.synth()
