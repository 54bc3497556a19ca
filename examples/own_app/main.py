"""An API in a plain cdk8s App: its problems are one exception, raised where the API is declared."""

from pathlib import Path

# Before cdk8s, so that the program also runs where no Node.js is on PATH.
from llm_api_mesh import Gateway, LlmApiMesh, MeshError, PlainHttp, Pool

# isort: split
from cdk8s import App

app = App(outdir=str(Path(__file__).with_name("dist")))

try:
    LlmApiMesh(
        app,
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        gateway=Gateway(anonymous=True, http=PlainHttp()),
        backend=Pool(selector={"app": "chat"}, target_port=8080),
    )
except MeshError as error:
    for problem in error.problems:
        print(problem.code, problem.path, problem.fix)
    raise

app.synth()
