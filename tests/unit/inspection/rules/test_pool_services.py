"""DestinationRules for the Service that istiod makes for an inference pool."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from llm_api_mesh.inspection.objects import inspect_objects
from llm_api_mesh.spec.backends.inference_pool import shadow_service

SHADOW = "chat-ip-31e06f7d"


def found(host: str, spec: str) -> list[str]:
    """The problems as `path [code]`."""
    item: dict[str, Any] = {
        "kind": "DestinationRule",
        "metadata": {"name": "own", "namespace": "ai"},
        "spec": {"host": host, **yaml.safe_load(spec)},
    }
    problems = inspect_objects("chat", "1.31", [item])
    return [f"{problem.path.partition('.')[2]} [{problem.code}]" for problem in problems]


@pytest.mark.parametrize("host", [SHADOW, f"{SHADOW}.ai.svc.cluster.local", f"{shadow_service('p' * 60)}.ai"])
@pytest.mark.parametrize(
    ("spec", "path"),
    [
        ("trafficPolicy: {loadBalancer: {simple: RANDOM}}", "spec.trafficPolicy.loadBalancer"),
        (
            "trafficPolicy: {portLevelSettings: [{port: {number: 54321}, loadBalancer: {simple: RANDOM}}]}",
            "spec.trafficPolicy.portLevelSettings[0].loadBalancer",
        ),
        ("subsets: [{name: v1, trafficPolicy: {loadBalancer: {simple: RANDOM}}}]", "spec.subsets"),
    ],
)
def test_what_the_picker_replaces(host: str, spec: str, path: str) -> None:
    """However the host is written, and also for a pool whose name is cut."""
    assert found(host, spec) == [f"{path} [combination-ignored]"]


@pytest.mark.parametrize(
    ("host", "spec"),
    [
        (SHADOW, "trafficPolicy: {connectionPool: {http: {idleTimeout: 4s}}}"),
        ("chat.ai.svc.cluster.local", "trafficPolicy: {loadBalancer: {simple: RANDOM}}"),
        ("chat-ip-00000000.ai.svc.cluster.local", "trafficPolicy: {loadBalancer: {simple: RANDOM}}"),
        ("chat-ip.ai.svc.cluster.local", "subsets: [{name: v1}]"),
    ],
)
def test_connections_and_other_services(host: str, spec: str) -> None:
    """Settings of connections are in force, and a Service whose name only looks alike has no picker."""
    assert found(host, spec) == []
