"""Inference pools."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import Ejection, InferencePool, LlmGatewayRef, RoundRobin, Version
from llm_api_mesh.spec.backends.inference_pool import is_shadow_service, shadow_service
from support.apps import Refusal

REF = LlmGatewayRef(namespace="llm-gateway", name="llm")


def pool(**fields: Any) -> InferencePool:
    return InferencePool(**{"selector": {"app": "chat"}, "target_ports": [8000], **fields})


def test_the_name_of_istio_s_service() -> None:
    """It is the pool's name with a hash of the name; a long name is cut, as Istio does."""
    assert shadow_service("chat") == "chat-ip-31e06f7d"
    long = "a" * 63
    assert shadow_service(long).startswith("a" * 51 + "-ip-")
    assert len(shadow_service(long)) == 63
    assert shadow_service(long) != shadow_service("a" * 62)
    assert all(map(is_shadow_service, ("chat-ip-31e06f7d", shadow_service(long), shadow_service("a-ip-b"))))
    assert not any(map(is_shadow_service, ("chat", "chat-ip-31e06f7e", "chat-31e06f7d", "a-ip-31e06f7d", "chat-ip-")))


REFUSED: dict[str, tuple[InferencePool, str]] = {
    "no port": (pool(target_ports=[]), "backend.target_ports: got []. Allowed: 1 to 8 different ports"),
    "nine ports": (pool(target_ports=list(range(1, 10))), "1 to 8 different ports"),
    "a port twice": (pool(target_ports=[8000, 8000]), "1 to 8 different ports"),
    "another mode": (pool(failure_mode="fail-open"), "backend.failure_mode"),
    "a balancer of a version": (
        pool(versions=[Version(name="v1", load_balancer=RoundRobin())]),
        "got load_balancer of version v1. Allowed: a name, a weight and labels",
    ),
    "an ejection of a version": (pool(versions=[Version(name="v1", ejection=Ejection())]), "ejection of version v1"),
    "a limit of a version": (
        pool(versions=[Version(name="v1", concurrent_requests=8, replicas=2)]),
        "concurrent_requests of version v1",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(refusal: Refusal, case: str) -> None:
    """Ports that the Gateway API refuses, and what Istio would ignore beside a picker."""
    given, text = REFUSED[case]
    (problem,) = refusal(gateway=REF, backend=given)
    assert text in problem


@pytest.mark.parametrize("name", ["load_balancer", "ejection", "locality", "concurrent_requests", "protocol"])
def test_a_pool_has_no_policy_of_its_own(refusal: Refusal, name: str) -> None:
    """There is no such field."""
    (problem,) = refusal(gateway=REF, backend=pool(**{name: None}))
    assert problem.startswith(f"backend.{name}: ")
    assert problem.endswith("[field-unknown]")
