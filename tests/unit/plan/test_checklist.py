"""The checklist for the gateway's administrator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import (
    Budget,
    LlmApiMesh,
    MeshApp,
    Pool,
)
from support.apps import LLM_GATEWAY

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
        gateway=LLM_GATEWAY,
    )
    lines = [
        "Load balancers in front of the gateway: idle timeout 120s",
        "LlmGateway: DeployedPods(longest_generation=...) of 600s",
        "Model servers with a sidecar: terminationDrainDuration 600s",
        "Gateway pods: each lets 16 requests",
    ]
    for begin, line in zip(lines, api.checklist, strict=True):
        assert line.startswith(begin)
    assert "two pods let 32" in api.checklist[-1]


def test_the_pods_of_a_plain_gateway_have_a_checklist() -> None:
    """An LLM gateway sets these itself; the pods of another gateway need them for long generations."""
    pool = Pool(selector={"app": "chat"}, target_port=8080)
    options: dict[str, Any] = {"namespace": "ai", "hosts": ["chat.example.com"], "backend": pool}
    api = LlmApiMesh(MeshApp(), "chat", **options, budget=Budget(generation=10 * MINUTE))
    lines = [
        "Gateway pods with connectionSettings.profile EDGE: httpStreamIdleTimeout 600s",
        "Gateway pods: terminationDrainDuration 600s",
        "Model servers with a sidecar: terminationDrainDuration 600s",
    ]
    for begin, line in zip(lines, api.checklist, strict=True):
        assert line.startswith(begin)


def test_without_numbers_the_checklist_is_empty() -> None:
    """An API without such numbers has an empty checklist."""
    pool = Pool(selector={"app": "chat"}, target_port=8080)
    assert LlmApiMesh(MeshApp(), "chat", namespace="ai", hosts=["a.example.com"], backend=pool).checklist == ()


def test_the_checklist_is_printed(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    """`synth` prints it after it has written the files."""
    app = MeshApp(outdir=str(tmp_path))
    pool = Pool(selector={"app": "chat"}, target_port=8080, concurrent_requests=8, replicas=2)
    LlmApiMesh(app, "chat", namespace="ai", hosts=["a.example.com"], backend=pool, gateway=LLM_GATEWAY)
    app.synth()
    first, rest = capsys.readouterr().out.split("\n", 1)
    assert first.endswith(f" objects in 1 file to {tmp_path}")
    assert rest.startswith("chat: for the administrator of the gateway\n  - Gateway pods: each lets 16")
