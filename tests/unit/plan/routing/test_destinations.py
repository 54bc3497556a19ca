"""Where the requests for a backend go."""

from __future__ import annotations

import re
from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest

from llm_api_mesh import Budget, ConsistentHash, Cookie, LeastRequest, Mirror, Pool, Route, Version
from llm_api_mesh.plan.header_commands import AFFINITY_PATTERN
from llm_api_mesh.spec.consistent_hash import Key
from support.apps import LLM_GATEWAY, Emit, Synth, api

BY_SESSION = ConsistentHash(header="x-session-id")


HOST = "chat.ai.svc.cluster.local"


def pool(first: int | None, *others: int, balancer: object = BY_SESSION) -> Pool:
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate((first, *others), 1)]
    return Pool(selector={"app": "chat"}, target_port=8080, load_balancer=balancer, versions=versions)  # type: ignore[arg-type]


def destination(subset: str, **more: object) -> dict[str, Any]:
    return {"destination": {"host": HOST, "port": {"number": 80}, "subset": subset}, **more}


def weights(emit: Emit, **changes: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = emit("VirtualService", "chat-versions", gateway=LLM_GATEWAY, **changes)["spec"][
        "http"
    ]
    return found


def by_bucket(emit: Emit, **changes: object) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """The routes for sessions with a key: the condition on their bucket, and where they go."""
    found = []
    for one in weights(emit, **changes):
        (match,) = one.get("match", [{}])
        if match and "withoutHeaders" not in match:
            assert match.keys() == {"headers"}
            assert match["headers"].keys() == {"x-llm-gateway-bucket"}
            found.append((match["headers"]["x-llm-gateway-bucket"], one["route"]))
    return found


def test_each_version_has_a_subset_for_requests_without_a_key(emit: Emit) -> None:
    """Before each choice there is the same one for requests without the key, which go by least request."""
    http = weights(emit, backend=pool(90, 10))
    without, with_key = http[::2], http[1::2]
    for one, other in zip(without, with_key, strict=True):
        (match,) = one["match"]
        assert match.pop("withoutHeaders") == {"x-session-id": {"regex": ".+"}}
        assert [match] == other.get("match", [{}])
        assert one["route"] == [
            {**each, "destination": {**each["destination"], "subset": f"{each['destination']['subset']}-no-key"}}
            for each in other["route"]
        ]
    subsets = emit("DestinationRule", "chat", gateway=LLM_GATEWAY, backend=pool(90, 10))["spec"]["subsets"]
    assert [one["name"] for one in subsets] == ["v1", "v2", "v1-no-key", "v2-no-key"]
    for one in subsets[2:]:
        assert one["labels"] == {"version": one["name"].removesuffix("-no-key")}
        assert one["trafficPolicy"]["loadBalancer"]["simple"] == "LEAST_REQUEST"
        assert "consistentHash" not in one["trafficPolicy"]["loadBalancer"]


@pytest.mark.parametrize(
    ("balancer", "without"),
    [
        (ConsistentHash(header="x-session-id"), {"x-session-id": {"regex": ".+"}}),
        (ConsistentHash(cookie=Cookie(name="a.b")), {"cookie": {"regex": r"(.*;\s*)?a\.b=[^;].*"}}),
        (ConsistentHash(query_parameter="s"), {":path": {"regex": r"[^?]*\?(.*&)?s=.*"}}),
        (ConsistentHash(keys=["opening"]), {"x-llm-gateway-opening": {}}),
        (
            ConsistentHash(header="x-user", keys=["agent_session", "header", "prompt_cache_key"]),
            {"x-llm-gateway-agent": {}, "x-llm-gateway-cache-key": {}, "x-user": {"regex": ".+"}},
        ),
    ],
)
def test_a_pool_without_versions_has_one_subset_more(
    emit: Emit, balancer: ConsistentHash, without: dict[str, Any]
) -> None:
    """Requests without any of the keys go to the same pods by least request, and all others to the hash."""
    backend = Pool(selector={"app": "chat"}, target_port=8080, load_balancer=balancer)
    first, rest = weights(emit, backend=backend)
    assert first["match"] == [{"withoutHeaders": without}]
    assert first["route"] == [destination("no-key")]
    assert rest["route"][0]["destination"] == {"host": HOST, "port": {"number": 80}}
    (subset,) = emit("DestinationRule", "chat", gateway=LLM_GATEWAY, backend=backend)["spec"]["subsets"]
    assert subset["name"] == "no-key"
    assert "labels" not in subset
    assert subset["trafficPolicy"]["loadBalancer"]["simple"] == "LEAST_REQUEST"


@pytest.mark.parametrize(
    "balancer",
    [ConsistentHash(source_ip=True), ConsistentHash(cookie=Cookie(name="a", ttl=timedelta(0))), LeastRequest()],
)
def test_if_all_requests_have_a_key_there_is_one_destination(synth: Synth, balancer: object) -> None:
    """A client always has an address, and a cookie that the proxy sets."""
    (text,) = synth(lambda app: api(app, backend=pool(None, balancer=balancer), gateway=LLM_GATEWAY)).values()
    assert "no-key" not in text


def _affinity(emit: Emit, balancer: ConsistentHash) -> tuple[str, str]:
    """The header that is hashed, and the value that the route gives it."""
    backend = Pool(selector={"app": "chat"}, target_port=8080, load_balancer=balancer)
    *_, rest = weights(emit, backend=backend)
    (to,) = rest["route"]
    rule = emit("DestinationRule", "chat", gateway=LLM_GATEWAY, backend=backend)["spec"]["trafficPolicy"]
    found = rule["loadBalancer"]["consistentHash"]
    # Istio takes one key.
    assert found.keys() == {"httpHeaderName", "maglev"}
    name = found["httpHeaderName"]
    return name, to.get("headers", {}).get("request", {}).get("set", {}).get(name, "")


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_the_admission_policy_knows_the_values(emit: Emit, count: int) -> None:
    """Whatever the order of the keys, the value has the form that the policy accepts, and no other command has it."""
    names: list[Key] = ["header", "prompt_cache_key", "agent_session", "opening"]
    for keys in permutations(names, count):
        header = "x-user.id_2" if "header" in keys else None
        _, value = _affinity(emit, ConsistentHash(header=header, keys=keys))
        assert re.fullmatch(AFFINITY_PATTERN, value)
        for wrong in (f"{value}%HOSTNAME%", value.replace("request.headers[", "xds.node["), f"x{value}", f"{value}x"):
            assert wrong == value or not re.fullmatch(AFFINITY_PATTERN, wrong)
    assert not re.fullmatch(AFFINITY_PATTERN, "%REQ(api-key)%")
    assert not re.fullmatch(AFFINITY_PATTERN, "%CEL(request.headers['api-key'])%")


def test_the_route_names_the_first_key(emit: Emit) -> None:
    """A header of the client is hashed as it is; of keys, the first is written into one header."""
    assert _affinity(emit, ConsistentHash(header="x-session-id")) == ("x-session-id", "")
    assert _affinity(emit, ConsistentHash(keys=["opening"])) == ("x-llm-affinity", "%REQ(x-llm-gateway-opening)%")
    assert _affinity(emit, ConsistentHash(header="x-user", keys=["opening", "header"])) == (
        "x-llm-affinity",
        (
            "%REQ(x-llm-gateway-model)%:"
            "%CEL('x-llm-gateway-opening' in request.headers ? request.headers['x-llm-gateway-opening'] : "
            "'x-user' in request.headers && request.headers['x-user'] != '' ? request.headers['x-user'] : '')%"
        ),
    )


def test_a_route_to_a_version_has_a_twin_without_a_key(emit: Emit) -> None:
    """Requests that select a version and have no key go to the least busy of its replicas."""
    routes = [Route(name="testers", headers={"x-test": "1"}, version="v2")]
    http = emit("VirtualService", "chat", gateway=LLM_GATEWAY, backend=pool(90, 10), routes=routes)["spec"]["http"]
    twin, route = (one for one in http if "/testers" in one["name"])
    assert twin["name"] == f"{route['name']}/no-key"
    assert twin["match"] == [{**route["match"][0], "withoutHeaders": {"x-session-id": {"regex": ".+"}}}]
    assert twin["route"] == [destination("v2-no-key")]
    assert route["route"] == [destination("v2")]


def test_a_version_of_weight_0_with_another_key_changes_no_condition(emit: Emit) -> None:
    """Only versions that get a share decide which requests lack a key."""
    other = Version(name="v0", weight=0, load_balancer=ConsistentHash(header="x-other"))
    backend = pool(100, 0)
    backend = backend.model_copy(update={"versions": [other, *backend.versions]})
    found = [one["match"][0] for one in weights(emit, backend=backend) if "withoutHeaders" in str(one)]
    assert {tuple(one["withoutHeaders"]) for one in found} == {("x-session-id",)}


def test_weights_with_a_key_are_shared_by_buckets(emit: Emit) -> None:
    """A session's bucket selects its version; a request without a session goes to a version by the weights."""
    assert by_bucket(emit, backend=pool(90, 10)) == [
        ({"regex": "0[0-9][0-9]"}, [destination("v2")]),
        ({}, [destination("v1")]),
    ]
    *_, rest = weights(emit, backend=pool(90, 10))
    assert rest == {"route": [destination("v1", weight=90), destination("v2", weight=10)]}


def test_short_answers_have_the_same_weights(emit: Emit) -> None:
    """All routes of a backend delegate to one object with its weights."""
    options: dict[str, Any] = {"backend": pool(90, 10), "budget": Budget(quick=timedelta(seconds=30))}
    http = emit("VirtualService", "chat", gateway=LLM_GATEWAY, **options)["spec"]["http"]
    assert {one["name"]: one["delegate"]["name"] for one in http} == {
        "llm/ai/chat/primary/quick": "chat-versions",
        "llm/ai/chat/primary": "chat-versions",
    }


def test_istio_1_30_keeps_sessions_as_well(emit: Emit) -> None:
    """The buckets are conditions of a VirtualService, which all releases have."""
    assert weights(emit, backend=pool(90, 10), istio="1.30") == weights(emit, backend=pool(90, 10))


@pytest.mark.parametrize(
    "backend", [pool(None), pool(90, 10, balancer=LeastRequest()), Pool(selector={"app": "chat"}, target_port=8080)]
)
def test_without_weights_or_key_no_bucket_matters(synth: Synth, backend: Pool) -> None:
    """With one version or a random choice, no route asks for a session's bucket."""
    (text,) = synth(lambda app: api(app, backend=backend, gateway=LLM_GATEWAY)).values()
    assert "bucket" not in text


def test_weight_zero_is_a_weight(emit: Emit) -> None:
    """A version without a share gets no session, and the next step of a canary only adds a condition."""
    assert by_bucket(emit, backend=pool(100, 0)) == [({}, [destination("v1")])]
    *_, rest = weights(emit, backend=pool(100, 0))
    assert rest == {"route": [destination("v1", weight=100), destination("v2", weight=0)]}


def test_mirrors_are_on_the_weighted_route(emit: Emit) -> None:
    """Mirrors copy the weighted requests, those of sessions included, in the order of the versions' names.

    A copy has no key, so it goes by least request.
    """
    mirrors = [Mirror(version="v3", percent="0.5%"), Mirror(version="v2", percent=100)]
    for route in weights(emit, backend=pool(100, 0, 0), mirrors=mirrors):
        assert route["mirrors"] == [
            {"destination": {"host": HOST, "port": {"number": 80}, "subset": name}, "percentage": {"value": percent}}
            for name, percent in (("v2-no-key", 100), ("v3-no-key", 0.5))
        ]
