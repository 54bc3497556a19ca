"""Clients need a certificate, and pods admit named callers. cert-manager gets the gateway's own certificate."""

from pathlib import Path

from llm_api_mesh import (
    Caller,
    Certificate,
    CertificateIssuer,
    ClientCertificates,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    Pool,
)

app = MeshApp(outdir=Path(__file__).with_name("dist"))

# The platform's team
gateway = LlmGateway(
    app,
    "llm",
    namespace="llm-gateway",
    hosts={"ai": ["private.example.com"]},
    certificates=[
        Certificate(credential_name="llm", issuer=CertificateIssuer(name="letsencrypt", issuer_kind="ClusterIssuer"))
    ],
    client_certificates=ClientCertificates(credential_name="clients-cacert"),
    min_tls_version="1.3",
)

# The API's team
LlmApiMesh(
    app,
    "private",
    namespace="ai",
    hosts=["private.example.com"],
    gateway=gateway,
    backend=Pool(selector={"app": "private"}, target_port=8000, open_ports=[9090]),
    callers=[Caller(namespace="ai"), Caller(namespace="agents", service_account="research")],
)

app.synth()
