"""Sessions by a query parameter, on a hash ring: for clients that can set neither a header nor a cookie."""

from pathlib import Path

from llm_api_mesh import ConsistentHash, Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool, RingHash

app = MeshApp(outdir=Path(__file__).with_name("dist"))

# The larger the ring, the more even the replicas' shares. When a replica goes, a ring moves more of the other replicas'
# sessions than the default, Maglev's table.
ring = ConsistentHash(query_parameter="session", algorithm=RingHash(minimum_ring_size=4096))
olmo = Pool(selector={"app": "olmo"}, target_port=8080, load_balancer=ring)
LlmApiMesh(
    app,
    "olmo",
    namespace="ai",
    hosts=["olmo.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=olmo,
)

app.synth()
