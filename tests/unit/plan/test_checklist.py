"""The checklist for the gateway's administrator."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import (
    Bedrock,
    Budget,
    Failover,
    KeyFromEnvironment,
    KeyFromFile,
    LlmApiMesh,
    MeshApp,
    Model,
    OpenAI,
    Pool,
    VertexAI,
)
from llm_api_mesh.spec.backends import AnyBackend, AnyProvider

MINUTE = timedelta(minutes=1)


def test_the_checklist_has_the_numbers() -> None:
    """Each line names the component, the setting and the number."""
    api = LlmApiMesh(
        MeshApp(),
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        backend=Pool(selector={"app": "chat"}, target_port=8080, concurrent_requests=8, replicas=2),
        budget=Budget(first_token=MINUTE, stream_silence=2 * MINUTE, generation=10 * MINUTE),
    )
    numbers = ["idle timeout 120s", "httpStreamIdleTimeout 600s", "terminationDrainDuration 600s"]
    assert all(any(number in line for line in api.checklist) for number in numbers)
    assert any("each lets 16 requests" in line and "two pods let 32" in line for line in api.checklist)


def test_without_numbers_the_checklist_is_empty() -> None:
    """An API without such numbers has an empty checklist."""
    pool = Pool(selector={"app": "chat"}, target_port=8080)
    assert LlmApiMesh(MeshApp(), "chat", namespace="ai", hosts=["a.example.com"], backend=pool).checklist == ()


def test_the_checklist_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    """`synth` prints it after it has written the files."""
    app = MeshApp(outdir=str(tmp_path))
    pool = Pool(selector={"app": "chat"}, target_port=8080, concurrent_requests=8, replicas=2)
    LlmApiMesh(app, "chat", namespace="ai", hosts=["a.example.com"], backend=pool)
    app.synth()
    first, rest = capsys.readouterr().out.split("\n", 1)
    assert first.endswith(f" objects in 1 file to {tmp_path}")
    assert rest.startswith("chat: for the administrator of the gateway\n  - Gateway pods: each lets 16")


LLAMA = Pool(selector={"app": "llama"}, target_port=8080)


SPARE = Pool(name="spare", selector={"app": "spare"}, target_port=8080)


OPENAI = OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY"))


TWO = Failover(backends=[LLAMA, OPENAI])


THREE = Failover(backends=[LLAMA, SPARE, OPENAI])


def test_the_checklist_names_the_port_that_other_filters_exclude() -> None:
    """A platform's filters on all listeners run twice with a failover, and once without."""

    def lines(backend: AnyBackend) -> list[str]:
        api = LlmApiMesh(MeshApp(), "chat", namespace="ai", hosts=["chat.example.com"], backend=backend)
        return [line for line in api.checklist if "port 15700" in line]

    assert [len(lines(backend)) for backend in (LLAMA, OPENAI, TWO, THREE)] == [0, 0, 1, 1]


def model(name: str = "llama", **fields: object) -> Model:
    pool = Pool(selector={"app": re.sub(r"[^a-z]", "", name) or "other"}, target_port=8080)
    return Model(**{"name": name, "backend": pool, **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("options", "number"),
    [
        ({"models": [model()]}, "4 MiB"),
        ({"models": [model()], "max_prompt_bytes": 2**24}, "16 MiB"),
        (
            {
                "backend": Pool(selector={"app": "chat"}, target_port=8080),
                "budget": Budget(first_token=timedelta(seconds=9)),
            },
            "4 MiB",
        ),
        ({"backend": Pool(selector={"app": "chat"}, target_port=8080), "max_prompt_bytes": 2**24}, "16 MiB"),
    ],
)
def test_the_checklist_names_the_memory(options: dict[str, Any], number: str) -> None:
    """Buffered bodies take memory of the gateway's pods, with the default as with the user's number."""
    api = LlmApiMesh(MeshApp(), "chat", namespace="ai", hosts=["chat.example.com"], **options)
    assert len([line for line in api.checklist if f"memory for {number} (max_prompt_bytes)" in line]) == 1


KEY = KeyFromEnvironment(variable="LLM_API_KEY")


@pytest.mark.parametrize(
    ("backend", "line"),
    [
        (OpenAI(api_key=KEY), "the variable LLM_API_KEY, from a Secret, for api.openai.com"),
        (
            OpenAI(api_key=KeyFromFile(path="/secrets/a/key.yaml")),
            "the file /secrets/a/key.yaml, from a mounted Secret, before the API is applied, for api.openai.com",
        ),
        (
            Bedrock(region="us-east-1"),
            "an AWS identity that may use bedrock in us-east-1, for bedrock-runtime.us-east-1.amazonaws.com",
        ),
        (VertexAI(project="ours"), "a Google identity, for aiplatform.googleapis.com"),
    ],
)
def test_the_checklist_says_what_the_gateway_needs(backend: AnyProvider, line: str) -> None:
    """A key isn't in the YAML, so that the administrator has to provide it."""
    api = LlmApiMesh(MeshApp(), "chat", namespace="ai", hosts=["chat.example.com"], backend=backend)
    assert api.checklist[-1] == f"Gateway pods: {line}."
