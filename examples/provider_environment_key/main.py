"""A hosted provider whose key is an environment variable of the gateway's pods, from a Secret.

Clients use the credentials that the gateway requires; the provider sees only its own key.
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
