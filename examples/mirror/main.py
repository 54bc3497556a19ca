"""A new version gets copies of 5 % of the requests before any client depends on it; beta users can select it.

A copy of a completion costs a generation, so begin with a small share.
"""

from pathlib import Path

from llm_api_mesh import Gateway, LlmApiMesh, MeshApp, Mirror, PlainHttp, Pool, Route, Version

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "summarizer",
    namespace="ai",
    hosts=["summarizer.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=Pool(
        selector={"app": "summarizer"},
        target_port=8080,
        versions=[Version(name="v1", weight=100), Version(name="v2", weight=0)],
    ),
    mirrors=[Mirror(version="v2", percent=5)],
    routes=[Route(name="beta", query={"channel": "beta"}, version="v2")],
)

app.synth()
