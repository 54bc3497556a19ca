"""Fault drills are twins of routes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from llm_api_mesh import ConsistentHash, FaultDrill, Mirror, Pool, Route, Version
from support import documents
from support.apps import LLM_GATEWAY, Emit, Synth, api

BY_SESSION = ConsistentHash(header="x-session-id")


def pool(first: int | None, *others: int, balancer: object = BY_SESSION) -> Pool:
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate((first, *others), 1)]
    return Pool(selector={"app": "chat"}, target_port=8080, load_balancer=balancer, versions=versions)  # type: ignore[arg-type]


DRILLS = [
    FaultDrill(name="slow", headers={"X-Drill": "slow"}, delay=timedelta(seconds=5)),
    FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429, percent=50),
]


@pytest.mark.parametrize("name", ["chat", "chat-in-mesh"])
def test_a_drill_is_a_twin_of_each_route(emit: Emit, name: str) -> None:
    """The twins, which also match the drill's header and have the fault, come before all routes."""
    testers = Route(name="testers", headers={"x-llm-version": "v2"}, version="v2")
    options: dict[str, Any] = {"backend": pool(90, 10), "routes": [testers], "gateway": LLM_GATEWAY}
    plain = emit("VirtualService", name, **options)["spec"]["http"]
    drilled = emit("VirtualService", name, drills=DRILLS, **options)["spec"]["http"]
    assert drilled[-len(plain) :] == plain
    expected = [(drill, route) for drill in ("full", "slow") for route in plain]
    for (drill, route), twin in zip(expected, drilled[: -len(plain)], strict=True):
        assert twin["name"] == f"{route['name']}/drill/{drill}"
        assert twin.pop("fault").keys() == {"abort" if drill == "full" else "delay"}
        for match in twin["match"]:
            assert match["headers"].pop("x-drill") == {"exact": drill}
        bare = [{key: value for key, value in match.items() if value} for match in twin.pop("match")]
        assert {**twin, "match": bare, "name": route["name"]} == {"match": [{}], **route}


def test_faults(emit: Emit) -> None:
    """A fault has a delay, a status, and the share of requests that get them."""
    both = FaultDrill(
        name="both", headers={"x-drill": ""}, delay=timedelta(milliseconds=250), abort_status=503, percent=5
    )
    first, *_ = emit("VirtualService", drills=[both])["spec"]["http"]
    assert first["fault"] == {
        "delay": {"fixedDelay": "250ms", "percentage": {"value": 5}},
        "abort": {"httpStatus": 503, "percentage": {"value": 5}},
    }


def test_more_headers_go_before_fewer(emit: Emit) -> None:
    """If a request selects two drills, the more specific drill applies."""
    more = FaultDrill(name="z", headers={"x-drill": "slow", "x-more": ""}, abort_status=500)
    first, *_ = emit("VirtualService", drills=[*DRILLS, more])["spec"]["http"]
    assert first["name"].endswith("/drill/z")


def test_the_whole_is_sound(synth: Synth) -> None:
    """Waves, names and subsets of all objects agree."""
    options: dict[str, Any] = {"mirrors": [Mirror(version="v2", percent=1)], "drills": DRILLS, "gateway": LLM_GATEWAY}
    (text,) = synth(lambda app: api(app, backend=pool(90, 10), **options)).values()
    documents.assert_sound(documents.load(text))
