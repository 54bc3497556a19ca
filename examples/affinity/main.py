"""Requests that begin alike go to the replica that has their beginning cached, if it isn't far busier than the others.

An agent's sessions keep their replica by the header that the agent sends, and chats by their system prompt and the
first message of the user. One question without a system prompt goes to the least busy replica.
"""

from pathlib import Path

from llm_api_mesh import Certificate, ConsistentHash, LlmApiMesh, LlmGateway, MeshApp, Pool

app = MeshApp(outdir=Path(__file__).with_name("dist"))

gateway = LlmGateway(
    app,
    "llm",
    namespace="llm-gateway",
    hosts={"ai": ["assistant.example.com"]},
    certificates=[Certificate(credential_name="llm")],
    max_load=1.25,
    opening_characters=4096,
    anonymous=True,
)

backend = Pool(
    selector={"app": "assistant"},
    target_port=8000,
    load_balancer=ConsistentHash(
        header="x-session-id", keys=["header", "prompt_cache_key", "agent_session", "opening"]
    ),
)
LlmApiMesh(app, "assistant", namespace="ai", hosts=["assistant.example.com"], gateway=gateway, backend=backend)

app.synth()
