"""How does an application handle a slow or full model? A header triggers the fault; other requests are not affected."""

from datetime import timedelta
from pathlib import Path

from llm_api_mesh import FaultDrill, Gateway, LlmApiMesh, MeshApp, PlainHttp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "coder",
    namespace="ai",
    hosts=["coder.example.com"],
    gateway=Gateway(anonymous=True, http=PlainHttp()),
    backend=Pool(selector={"app": "coder"}, target_port=8080),
    drills=[
        FaultDrill(name="slow", headers={"x-drill": "slow"}, delay=timedelta(seconds=20)),
        FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429),
    ],
)

app.synth()
