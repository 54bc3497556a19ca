"""A gRPC model server: HTTP/2 from end to end, with PINGs that detect a frozen replica while a stream is silent.

A gRPC server closes a connection that sends PINGs more often than every five minutes.
"""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import Gateway, Http2KeepAlive, LeastRequest, LlmApiMesh, MeshApp, PlainHttp, Pool, WarmUp

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "triton",
    namespace="ai",
    hosts=["triton.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=Pool(
        selector={"app": "triton"},
        protocol="grpc",
        port=8001,
        target_port=8001,
        load_balancer=LeastRequest(warmup=WarmUp(duration=timedelta(minutes=2))),
        http2_keep_alive=Http2KeepAlive(interval=timedelta(minutes=6), timeout=timedelta(seconds=5)),
    ),
)

app.synth()
