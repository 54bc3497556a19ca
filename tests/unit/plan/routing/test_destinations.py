"""Where the requests for a backend go."""

from __future__ import annotations

from typing import Any

from llm_api_mesh import ConsistentHash, Mirror, Pool, Version
from support.apps import Emit

BY_SESSION = ConsistentHash(header="x-session-id")


HOST = "chat.ai.svc.cluster.local"


def pool(first: int | None, *others: int, balancer: object = BY_SESSION) -> Pool:
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate((first, *others), 1)]
    return Pool(selector={"app": "chat"}, target_port=8080, load_balancer=balancer, versions=versions)  # type: ignore[arg-type]


def sticky(emit: Emit, **changes: object) -> list[dict[str, Any]]:
    patches = emit("EnvoyFilter", "ai.chat.sticky-canary", **changes)["spec"]["configPatches"]
    return [{"route": patch["match"]["routeConfiguration"]["vhost"]["route"], **patch["patch"]} for patch in patches]


def test_weight_zero_is_a_weight(emit: Emit) -> None:
    """The route is sticky even if one of two versions has no share yet, so that the next step changes no name."""
    assert len(sticky(emit, backend=pool(100, 0))) == 1


def test_mirrors_are_on_the_weighted_route(emit: Emit) -> None:
    """Mirrors copy the weighted requests, in the order of the versions' names."""
    mirrors = [Mirror(version="v3", percent="0.5%"), Mirror(version="v2", percent=100)]
    (route,) = emit("VirtualService", "chat-versions", backend=pool(100, 0, 0), mirrors=mirrors)["spec"]["http"]
    assert route["mirrors"] == [
        {"destination": {"host": HOST, "port": {"number": 80}, "subset": name}, "percentage": {"value": percent}}
        for name, percent in (("v2", 100), ("v3", 0.5))
    ]
