"""HTTPS with a certificate for each of two hosts; plain HTTP gets a redirect."""

from pathlib import Path

from llm_api_mesh import Certificate, ConsistentHash, Gateway, LlmApiMesh, MeshApp, Pool, RedirectToHttps

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "proxy",
    namespace="litellm",
    hosts=["llm.example.com", "llm.example.org"],
    gateway=Gateway(
        anonymous=True,
        certificates=[
            Certificate(credential_name="llm-example-com", hosts=["llm.example.com"]),
            Certificate(credential_name="llm-example-org", hosts=["llm.example.org"]),
        ],
        http=RedirectToHttps(),
    ),
    backend=Pool(
        selector={"app.kubernetes.io/name": "litellm"},
        port=4000,
        target_port=4000,
        load_balancer=ConsistentHash(source_ip=True),
    ),
)

app.synth()
