"""A hosted provider whose key is a mounted Secret: a new key is in use without a restart.

Here a provider that has no type of its own, by its base URL.
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
