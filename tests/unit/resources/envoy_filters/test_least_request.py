"""How many replicas least request compares."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import (
    LeastRequest,
    Pool,
    Random,
    RoundRobin,
    Version,
)
from support.apps import LLM_GATEWAY, Emit

PODS = {"app": "chat"}
EIGHT = LeastRequest(choices=8)


@pytest.mark.parametrize(
    ("pool", "version", "patched"),
    [
        ({"load_balancer": EIGHT}, {"replicas": 2}, {None: 8}),
        ({"load_balancer": EIGHT}, {"load_balancer": EIGHT}, {None: 8}),
        ({"load_balancer": EIGHT}, {"load_balancer": Random()}, {"v1": 8}),
        ({"load_balancer": EIGHT}, {"load_balancer": LeastRequest(choices=3)}, {"v1": 8, "v2": 3}),
        ({}, {"load_balancer": LeastRequest(choices=5)}, {"v2": 5}),
        ({"load_balancer": RoundRobin()}, {"load_balancer": EIGHT}, {"v2": 8}),
    ],
)
def test_the_choices_are_those_of_the_right_cluster(
    emit: Emit, pool: dict[str, Any], version: dict[str, Any], patched: dict[str | None, int]
) -> None:
    """If versions differ, each patch is for its own subset: the cluster of another algorithm must not have it."""
    versions = [Version(name="v1", weight=100), Version(name="v2", weight=0, **version)]
    backend = Pool(selector=PODS, target_port=8080, versions=versions, concurrent_requests=4, replicas=4, **pool)
    patches = emit("EnvoyFilter", "ai.chat.least-request", backend=backend, gateway=LLM_GATEWAY)["spec"][
        "configPatches"
    ]
    assert {
        patch["match"]["cluster"].get("subset"): patch["patch"]["value"]["least_request_lb_config"]["choice_count"]
        for patch in patches
    } == patched
