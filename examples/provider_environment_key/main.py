"""A hosted provider whose key is a variable in the environment of the gateway's pods, from a Secret.

Clients ask the gateway with whatever credentials the gateway wants; the provider sees none but the key.
"""

from pathlib import Path

from llm_api_mesh import KeyFromEnvironment, LlmApiMesh, MeshApp, OpenAI

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "gpt",
    namespace="ai",
    hosts=["gpt.example.com"],
    backend=OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY")),
)

app.synth()
