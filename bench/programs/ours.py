"""A number of APIs of one shape, declared with LlmApiMesh and all its checks."""

import sys

from bench.programs.shapes import SHAPES
from llm_api_mesh import LlmApiMesh, MeshApp

shape = SHAPES[sys.argv[3]]
app = MeshApp(outdir=sys.argv[2])
for number in range(int(sys.argv[1])):
    name = f"api-{number}"
    LlmApiMesh(app, name, hosts=[f"{name}.example.com"], **shape(name))
app.synth()
