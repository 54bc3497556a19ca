"""A pool in two regions: the gateway's own zone comes first, then its region, then the region that it fails over to.

A whole region may fail, so all of its replicas may be ejected. Chat sessions aren't tied to a replica here: with a
hash, a session would have a different replica at each zone's gateway.
"""

from pathlib import Path

from llm_api_mesh import Ejection, Gateway, LlmApiMesh, Locality, MeshApp, PlainHttp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "mixtral",
    namespace="ai",
    hosts=["mixtral.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=Pool(
        selector={"app": "mixtral"},
        target_port=8080,
        locality=Locality(failover={"eu-west": "eu-north", "us-east": "us-west"}),
        ejection=Ejection(consecutive_gateway_errors=3),
    ),
)

app.synth()
