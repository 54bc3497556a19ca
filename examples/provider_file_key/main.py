"""A hosted provider whose key is a mounted Secret: a new key is used without a restart.

This provider has no type in the library, so the program gives its base URL.
"""

from pathlib import Path

from llm_api_mesh import KeyFromFile, LlmApiMesh, MeshApp, OpenAICompatible

app = MeshApp(outdir=Path(__file__).with_name("dist"))

LlmApiMesh(
    app,
    "hosted",
    namespace="ai",
    hosts=["hosted.example.com"],
    backend=OpenAICompatible(
        url="https://llm.example.net/api/v1",
        api_key=KeyFromFile(path="/var/run/secrets/hosted/key.yaml"),
    ),
)

app.synth()
