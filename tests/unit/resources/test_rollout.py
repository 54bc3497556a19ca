"""Sticky canaries, mirrors and drills as YAML."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from llm_api_mesh import ConsistentHash, Cookie, FaultDrill, LeastRequest, LlmApiMesh, Mirror, Pool, Route, Version
from llm_api_mesh.spec.durations import envoy_duration
from support import documents
from support.apps import Emit, Synth

import pytest

BY_SESSION = ConsistentHash(header="x-session-id")
HOST = "chat.ai.svc.cluster.local"


def pool(first: int | None, *others: int, balancer: object = BY_SESSION) -> Pool:
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate((first, *others), 1)]
    return Pool(selector={"app": "chat"}, load_balancer=balancer, versions=versions)  # type: ignore[arg-type]


def sticky(emit: Emit, **changes: object) -> list[dict[str, Any]]:
    patches = emit("EnvoyFilter", "ai-chat-sticky-canary", **changes)["spec"]["configPatches"]
    return [{"route": patch["match"]["routeConfiguration"]["vhost"]["route"], **patch["patch"]} for patch in patches]


def test_weights_with_a_key_are_drawn_by_the_key(emit: Emit) -> None:
    """The weighted routes are patched under their own name, with the key stated once."""
    value = {
        "route": {
            "hash_policy": [{"header": {"header_name": "x-session-id"}}],
            "weighted_clusters": {"use_hash_policy": True},
        }
    }
    assert sticky(emit, backend=pool(90, 10)) == [
        {"route": {"name": name}, "operation": "MERGE_AND_REPLACE_LIST", "value": value}
        for name in ("ai/chat/primary/sticky/quick", "ai/chat/primary/sticky")
    ]


def test_istio_1_30_cannot_replace_a_list(emit: Emit) -> None:
    """Of that release the patch merges, and says nothing of the key."""
    patch, _ = sticky(emit, backend=pool(90, 10), istio="1.30")
    assert (patch["operation"], patch["value"]) == (
        "MERGE",
        {"route": {"weighted_clusters": {"use_hash_policy": True}}},
    )


@pytest.mark.parametrize(
    ("key", "policy"),
    [
        ({"cookie": Cookie(name="chat")}, {"cookie": {"name": "chat"}}),
        (
            {"cookie": Cookie(name="chat", path="/", ttl=timedelta(milliseconds=1500))},
            {"cookie": {"name": "chat", "path": "/", "ttl": "1.5s"}},
        ),
        ({"cookie": Cookie(name="chat", ttl=timedelta(0))}, {"cookie": {"name": "chat", "ttl": "0s"}}),
        ({"query_parameter": "user"}, {"query_parameter": {"name": "user"}}),
        ({"source_ip": True}, {"connection_properties": {"source_ip": True}}),
    ],
)
def test_every_key_is_stated_as_istio_does(emit: Emit, key: dict[str, Any], policy: dict[str, Any]) -> None:
    """Envoy's words for each key."""
    patch, _ = sticky(emit, backend=pool(90, 10, balancer=ConsistentHash(**key)))
    assert patch["value"]["route"]["hash_policy"] == [policy]


@pytest.mark.parametrize("backend", [pool(None), pool(90, 10, balancer=LeastRequest()), Pool(selector={"app": "chat"})])
def test_without_weights_or_key_nothing_is_patched(synth: Synth, backend: Pool) -> None:
    """A route with one version, or with chance, has its plain name and no patch."""
    options = {"namespace": "ai", "hosts": ["chat.example.com"], "backend": backend}
    text = synth(lambda app: LlmApiMesh(app, "chat", **options))["chat.k8s.yaml"]  # type: ignore[arg-type]
    assert "sticky" not in text
    assert "use_hash_policy" not in text


def test_weight_zero_is_a_weight(emit: Emit) -> None:
    """Of two versions, one of which has no share yet, the route is sticky already: the next step changes no name."""
    assert len(sticky(emit, backend=pool(100, 0))) == 2


def test_mirrors_stand_beside_the_weights(emit: Emit) -> None:
    """Copies of what the weights spread, in the order of the versions' names."""
    mirrors = [Mirror(version="v3", percent=0.5), Mirror(version="v2", percent=100)]
    (route,) = emit("VirtualService", "chat-versions", backend=pool(100, 0, 0), mirrors=mirrors)["spec"]["http"]
    assert route["mirrors"] == [
        {"destination": {"host": HOST, "port": {"number": 80}, "subset": name}, "percentage": {"value": percent}}
        for name, percent in (("v2", 100), ("v3", 0.5))
    ]


DRILLS = [
    FaultDrill(name="slow", headers={"X-Drill": "slow"}, delay=timedelta(seconds=5)),
    FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429, percent=50),
]


@pytest.mark.parametrize("name", ["chat", "chat-in-mesh"])
def test_a_drill_is_a_twin_of_each_route(emit: Emit, name: str) -> None:
    """Before all routes stand the same ones with the fault, for requests that have the drill's header besides."""
    testers = Route(name="testers", headers={"x-llm-version": "v2"}, version="v2")
    plain = emit("VirtualService", name, backend=pool(90, 10), routes=[testers])["spec"]["http"]
    drilled = emit("VirtualService", name, backend=pool(90, 10), routes=[testers], drills=DRILLS)["spec"]["http"]
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
    """A delay, a status, and how many of the requests have them."""
    both = FaultDrill(
        name="both", headers={"x-drill": ""}, delay=timedelta(milliseconds=250), abort_status=503, percent=5
    )
    first, *_ = emit("VirtualService", drills=[both])["spec"]["http"]
    assert first["fault"] == {
        "delay": {"fixedDelay": "250ms", "percentage": {"value": 5}},
        "abort": {"httpStatus": 503, "percentage": {"value": 5}},
    }


def test_more_headers_go_before_fewer(emit: Emit) -> None:
    """Of two drills that a request asks for, the more specific one is taken."""
    more = FaultDrill(name="z", headers={"x-drill": "slow", "x-more": ""}, abort_status=500)
    first, *_ = emit("VirtualService", drills=[*DRILLS, more])["spec"]["http"]
    assert first["name"].endswith("/drill/z")


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(0), "0s"),
        (timedelta(seconds=10), "10s"),
        (timedelta(milliseconds=1), "0.001s"),
        (timedelta(seconds=1, milliseconds=500), "1.5s"),
        (timedelta(days=365), "31536000s"),
    ],
)
def test_envoy_s_durations(length: timedelta, text: str) -> None:
    """Envoy's own configuration knows seconds only."""
    assert envoy_duration(length) == text


def test_the_whole_is_sound(synth: Synth) -> None:
    """Waves, names and subsets agree with each other."""
    options = {"backend": pool(90, 10), "mirrors": [Mirror(version="v2", percent=1)], "drills": DRILLS}
    (text,) = synth(lambda app: LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], **options)).values()  # type: ignore[arg-type]
    documents.assert_sound(documents.load(text))
