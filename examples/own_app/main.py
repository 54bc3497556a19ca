"""An API in a plain cdk8s App: its problems are one exception, raised where the API is declared.

cdk8s is imported first here, so the program needs Node.js 22 or 24 on PATH: see docs/getting-started.md.
"""

from pathlib import Path

from cdk8s import App

from llm_api_mesh import LlmApiMesh, MeshError, Pool

app = App(outdir=str(Path(__file__).with_name("dist")))

try:
    LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], backend=Pool(selector={"app": "chat"}))
except MeshError as error:
    for problem in error.problems:
        print(problem.code, problem.path, problem.fix)
    raise

app.synth()
