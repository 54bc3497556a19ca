"""Patches of objects: a patch is written completely, or refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cdk8s import ApiObject, JsonPatch

from llm_api_mesh import Budget, LlmApiMesh, MeshApp, MeshError, Pool, Problem, Retries
from support.apps import LLM_GATEWAY, OPEN, PLAIN_GATEWAY

CORS = "/spec/http/0/corsPolicy"
POLICY = "/spec/trafficPolicy"
TIMEOUT = "/spec/http/0/timeout"
ONE_PORT = {"name": "http", "port": 80}


def chat(**changes: object) -> LlmApiMesh:
    return LlmApiMesh(
        MeshApp(),
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        backend=Pool(selector={"app": "chat"}, target_port=8080),
        budget=Budget(quick=timedelta(seconds=30)),
        **{"gateway": PLAIN_GATEWAY, **OPEN, **changes},
    )


def problems(item: ApiObject, *ops: JsonPatch) -> list[Problem]:
    with pytest.raises(MeshError) as caught:
        item.add_json_patch(*ops)
    assert {problem.code for problem in caught.value.problems} == {"patch-without-effect"}
    return list(caught.value.problems)


PARTS: dict[str, tuple[str, JsonPatch, list[str]]] = {
    "one unknown field beside a known one": (
        "virtual_service",
        JsonPatch.add(CORS, {"allowMethods": ["POST"], "allowHeadrs": ["x"]}),
        ["VirtualService/chat.spec.http[0].corsPolicy.allowHeadrs"],
    ),
    "several, at several depths": (
        "destination_rule",
        JsonPatch.replace(POLICY, {"magic": {"a": 1}, "connectionPool": {"tcp": {"maxConnections": 1, "depth": 1}}}),
        [
            "DestinationRule/chat.spec.trafficPolicy.connectionPool.tcp.depth",
            "DestinationRule/chat.spec.trafficPolicy.magic",
        ],
    ),
    "in a list": (
        "gateway",
        JsonPatch.add("/spec/servers/-", {"hosts": ["a.ai"], "port": {"name": "a", "number": 81, "colour": "red"}}),
        ["Gateway/chat.spec.servers[1].port.colour"],
    ),
    "a value of another shape": (
        "destination_rule",
        JsonPatch.add(POLICY, "ROUND_ROBIN"),
        ["DestinationRule/chat.spec.trafficPolicy"],
    ),
    "a Service's": (
        "service",
        JsonPatch.add("/spec/ports/-", {"name": "a", "port": 81, "appProtokol": "http"}),
        ["Service/chat.spec.ports[1].appProtokol"],
    ),
    "a moved field": (
        "virtual_service",
        JsonPatch.move(TIMEOUT, "/spec/http/0/timeOut"),
        ["VirtualService/chat.spec.http[0].timeOut"],
    ),
}


@pytest.mark.parametrize(("child", "op", "paths"), PARTS.values(), ids=PARTS)
def test_a_part_that_would_be_dropped_is_refused(child: str, op: JsonPatch, paths: list[str]) -> None:
    """The imported class drops it after the patch was applied. The problem has its path."""
    found = problems(getattr(chat(), child), op)
    assert [problem.path for problem in found] == paths


def test_the_message_suggests_the_nearest_field() -> None:
    """The message suggests a field of the definition, or lists all of them."""
    (misspelt,) = problems(chat().virtual_service, JsonPatch.add(CORS, {"allowMethods": ["POST"], "allowHeadrs": []}))
    assert misspelt.given == "there is no field allowHeadrs here, so it would not be written"
    assert misspelt.fix == "Did you mean allowHeaders?"
    (far,) = problems(chat().virtual_service, JsonPatch.add(CORS, {"allowMethods": ["POST"], "colour": "red"}))
    assert far.allowed == (
        "allowCredentials, allowHeaders, allowMethods, allowOrigin, allowOrigins, exposeHeaders, maxAge, "
        "unmatchedPreflights"
    )
    assert far.fix == "For other fields, declare the object as a plain cdk8s.ApiObject."


@pytest.mark.parametrize(
    ("child", "op", "given", "allowed"),
    [
        (
            "virtual_service",
            JsonPatch.replace("/apiVersion", "networking.istio.io/v1beta1"),
            '"networking.istio.io/v1beta1" would be written as "networking.istio.io/v1"',
            "a value of the field's type",
        ),
        (
            "service",
            JsonPatch.replace("/spec/ports/0/targetPort", 9090),
            "9090 would not be written",
            '{"value": ...}, as cdk8s writes it',
        ),
    ],
)
def test_the_message_has_what_would_be_written_instead(child: str, op: JsonPatch, given: str, allowed: str) -> None:
    """The definition has the field, and the imported class writes another value."""
    (problem,) = problems(getattr(chat(), child), op)
    assert (problem.given, problem.allowed) == (given, allowed)


@pytest.mark.parametrize(
    ("child", "ops"),
    [
        ("virtual_service", [JsonPatch.add(CORS, {"maxAge": "1h", "allowMethods": ["GET"]})]),
        ("virtual_service", [JsonPatch.remove("/spec/http/0/retries/backoff")]),
        ("virtual_service", [JsonPatch.remove("/spec/http/0")]),
        ("virtual_service", [JsonPatch.copy("/spec/http/0", "/spec/http/0")]),
        ("virtual_service", [JsonPatch.replace("/spec/http", [])]),
        ("virtual_service", [JsonPatch.test(TIMEOUT, "30s"), JsonPatch.replace(TIMEOUT, "3s")]),
        ("virtual_service", [JsonPatch.add("/metadata/annotations", {"team": "search"})]),
        ("destination_rule", [JsonPatch.add(f"{POLICY}/connectionPool/tcp/maxConnections", 1.0)]),
        ("service", [JsonPatch.replace("/spec/ports", [ONE_PORT])]),
    ],
)
def test_a_patch_that_is_written_passes(child: str, ops: list[JsonPatch]) -> None:
    """A field that the class writes in another order, or that a patch removes, is not lost."""
    item = getattr(chat(), child)
    patched = JsonPatch.apply(item.to_json(), *ops)
    item.add_json_patch(*ops)
    assert item.to_json() == patched


def test_a_number_or_a_string_is_patched_as_cdk8s_writes_it() -> None:
    """The port of a Service may be either. cdk8s takes it from an object."""
    service = chat().service
    assert service
    service.add_json_patch(JsonPatch.replace("/spec/ports/0/targetPort", {"value": 9090}))
    assert service.to_json()["spec"]["ports"][0]["targetPort"] == 9090


def test_the_value_of_an_envoy_filter_may_be_anything() -> None:
    """The value is Envoy's configuration, whose fields no imported class knows."""
    own = chat(gateway=LLM_GATEWAY, retries=Retries(longest_retry_after=timedelta(seconds=5))).envoy_filters[
        "retry-after"
    ]
    value = {"of": [{"envoy": 1.5}], "nothing": {}}
    own.add_json_patch(JsonPatch.add("/spec/configPatches/0/patch/value/mine", value))
    assert own.to_json()["spec"]["configPatches"][0]["patch"]["value"]["mine"] == value


def test_all_patches_of_a_call_are_checked() -> None:
    """Each patch has a problem for each field that would be lost."""
    found = problems(
        chat().virtual_service, JsonPatch.add("/spec/http/0/timeOut", "3s"), JsonPatch.add("/spec/hostnames", ["a"])
    )
    assert [problem.path for problem in found] == [
        "VirtualService/chat.spec.hostnames",
        "VirtualService/chat.spec.http[0].timeOut",
    ]


@pytest.mark.parametrize(
    ("op", "given"),
    [
        (JsonPatch.add("/spec/http/7/timeout", "3s"), "the patch is for a place that doesn't exist, /spec/http/7"),
        (JsonPatch.test(TIMEOUT, "1s"), "the test of the patch fails at /spec/http/0/timeout"),
        (JsonPatch.test(TIMEOUT, "30s"), f"the patch of {TIMEOUT} changes nothing in the YAML"),
        (JsonPatch.remove("/kind"), "the patch of /kind changes nothing in the YAML"),
        (
            JsonPatch.add("/spec/hosts", "chat.example.org"),
            "the value of the patch of /spec/hosts has another type than the field",
        ),
    ],
)
def test_a_patch_without_effect_says_why(op: JsonPatch, given: str) -> None:
    """The message is this project's, not one of JavaScript."""
    (problem,) = problems(chat().virtual_service, op)
    assert problem.given == given


PLACES: dict[str, tuple[JsonPatch, str, str, str]] = {
    "a misspelt step": (
        JsonPatch.replace("/spec/htpp/0/timeout", "3s"),
        "/spec/htpp",
        "gateways, hosts or http in /spec",
        "Did you mean /spec/http?",
    ),
    "a position behind the end": (
        JsonPatch.add("/spec/http/9/timeout", "3s"),
        "/spec/http/9",
        "0 or 1 in /spec/http",
        "",
    ),
    "a value that has no fields": (
        JsonPatch.add("/spec/http/0/timeout/seconds/a", 3),
        "/spec/http/0/timeout/seconds",
        "no field in /spec/http/0/timeout",
        "",
    ),
    "an absent source": (
        JsonPatch.copy("/spec/http/0/mirror/host", "/spec/http/0/a"),
        "/spec/http/0/mirror",
        "name, retries, route, timeout or match in /spec/http/0",
        "",
    ),
}


@pytest.mark.parametrize(("op", "place", "there", "fix"), PLACES.values(), ids=PLACES)
def test_a_place_that_does_not_exist_is_named(op: JsonPatch, place: str, there: str, fix: str) -> None:
    """The problem has the path of the patch, the first step that isn't there, and what is there instead."""
    (problem,) = problems(chat().virtual_service, op)
    assert problem.given == f"the patch is for a place that doesn't exist, {place}"
    assert set(problem.allowed.replace(", ", " ").replace(" or ", " ").split()) == set(
        there.replace(", ", " ").replace(" or ", " ").split()
    ) | ({"headers"} if "retries" in there else set())
    assert problem.fix == fix


@pytest.mark.parametrize("path", ["/spec/hosts/7", "/spec/nothing", "/metadata/labels/a~1b"])
def test_a_patch_that_changes_nothing_is_named(path: str) -> None:
    """The problem has the path that was removed in vain."""
    (problem,) = problems(chat().virtual_service, JsonPatch.remove(path))
    assert problem.given == f"the patch of {path} changes nothing in the YAML"
