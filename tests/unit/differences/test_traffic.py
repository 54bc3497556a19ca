"""The differences of traffic, as sentences."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from llm_api_mesh.differences.changes import Change
from llm_api_mesh.differences.traffic import compare_traffic
from llm_api_mesh.plan.public_paths import paths_regex
from llm_api_mesh.traffic.model import Traffic
from support.manifests import Object, gateway, istio, route, service, virtual_service
from support.programs import EXAMPLES, golden_yaml
from support.traffic import traffic, traffic_in

GATEWAY = gateway("ai/chat.example.com")
WHERE = "chat.example.com at the Gateway edge/public"
MODEL = {"headers": {"x-llm-gateway-model": {"exact": "a"}}}


def changes(old: list[Object], new: list[Object]) -> tuple[Change, ...]:
    """The differences, which are the same the other way round."""
    before, after = traffic(*old), traffic(*new)
    found = compare_traffic(before, after)
    turned = {replace(one, old=one.new, new=one.old, where="", sources=()) for one in found if one.topic != "part"}
    back = {replace(one, where="", sources=()) for one in compare_traffic(after, before) if one.topic != "part"}
    assert {(one.request, one.topic, one.old, one.new) for one in turned} == {
        (one.request, one.topic, one.old, one.new) for one in back
    }
    return found


def said(old: list[Object], new: list[Object]) -> list[str]:
    """The sentences at one host."""
    found = changes(old, new)
    assert {one.where for one in found} <= {WHERE}
    return [f"{one.about}: {one.words}" if one.about else one.words for one in found]


def versions(**weights: int) -> Object:
    """A route to versions of a Service."""
    to = [{"destination": {"host": "chat", "subset": name}, "weight": weight} for name, weight in weights.items()]
    return {"name": "chat", "route": to}


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        (
            [versions(v1=90, v2=10)],
            [versions(v1=80, v2=20)],
            ["version v1 gets 80 % instead of 90 %", "version v2 gets 20 % instead of 10 %"],
        ),
        (
            [versions(v1=100)],
            [versions(v1=90, v2=10)],
            ["version v1 gets 90 % instead of 100 %", "version v2 is new: it gets 10 %"],
        ),
        (
            [versions(v1=90, v2=10)],
            [versions(v1=100)],
            ["version v1 gets 100 % instead of 90 %", "version v2 is gone; until now, it gets 10 %"],
        ),
        (
            [route("a")],
            [route("b")],
            ["goes to Service ai/b (not in the folder) instead of Service ai/a (not in the folder)"],
        ),
        (
            [route("a")],
            [{"directResponse": {"status": 404}}],
            ["gets 404 from the gateway; until now, it goes to Service ai/a (not in the folder)"],
        ),
        (
            [route("a")],
            [route("b", MODEL), route("a")],
            ["model a: is new: goes to Service ai/b (not in the folder)"],
        ),
        (
            [route("b", MODEL), route("a")],
            [route("a")],
            ["model a: is gone; until now, it goes to Service ai/b (not in the folder)"],
        ),
        (
            [route("a", timeout="300s")],
            [route("a", timeout="60s")],
            ["timeout of a request is 60 s instead of 300 s"],
        ),
        ([route("a")], [route("a", timeout="60s")], ["timeout of a request is 60 s; until now, it isn't set"]),
        ([route("a", timeout="60s")], [route("a")], ["timeout of a request isn't set; until now, it is 60 s"]),
        (
            [route("a")],
            [route("a", mirrors=[{"destination": {"host": "b"}, "percentage": {"value": 5}}])],
            ["copies of 5 % go to Service ai/b (not in the folder)"],
        ),
        (
            [route("a", MODEL), route("b", {"uri": {"exact": "/x"}}), route("c")],
            [route("b", {"uri": {"exact": "/x"}}), route("a", MODEL), route("c")],
            [
                (
                    "routes are compared in another order: /x before model a, all other requests instead of "
                    "model a before /x, all other requests"
                )
            ],
        ),
    ],
)
def test_routes(old: list[Object], new: list[Object], sentences: list[str]) -> None:
    """Shares, backends, kinds of requests, settings, copies and the order of routes."""
    assert said([GATEWAY, virtual_service(*old)], [GATEWAY, virtual_service(*new)]) == sentences


def test_a_kind_of_requests_that_moves_to_another_rule() -> None:
    """A name of a model goes with its backend, whatever the route is called."""
    other = {"headers": {"x-llm-gateway-model": {"exact": "b"}}}
    old = [GATEWAY, virtual_service(route("x", MODEL, other))]
    new = [GATEWAY, virtual_service(route("x", MODEL), route("y", other))]
    absent = "(not in the folder)"
    assert said(old, new) == [f"model b: goes to Service ai/y {absent} instead of Service ai/x {absent}"]


def test_gateways() -> None:
    """Ports, pods, and a host that is at another Gateway."""
    service_of = virtual_service(route("a"))
    moved = virtual_service(route("a"), gateways=["edge/other"])
    other = gateway("ai/chat.example.com", name="other")
    tls = gateway("ai/chat.example.com", tls={"httpsRedirect": True})
    assert said([GATEWAY, service_of], [tls, service_of]) == [
        "listens on HTTP 80, redirected to HTTPS",
        "no longer listens on HTTP 80",
    ]
    (change,) = changes([GATEWAY, service_of], [other, moved])
    assert (change.where, change.words) == (
        "chat.example.com",
        "is at the Gateway edge/other instead of the Gateway edge/public",
    )
    pods = istio("Gateway", "public", {**GATEWAY["spec"], "selector": {"istio": "b"}})
    assert said([GATEWAY, service_of], [pods, service_of]) == [
        "its pods have the labels istio=b instead of istio=ingressgateway"
    ]


def test_public_paths() -> None:
    """A path that is no longer public, and paths that all become public."""

    def answered(*paths: str) -> Object:
        matched = {
            "method": {"exact": "GET"},
            "withoutHeaders": {":path": {"regex": paths_regex([("", one) for one in paths])}},
        }
        other = {"withoutHeaders": {":method": {"regex": "GET"}}}
        return {"match": [matched, other], "directResponse": {"status": 404}}

    both, one, every = (
        [GATEWAY, virtual_service(*routes, route("a"))] for routes in ([answered("/a", "/b")], [answered("/a")], [])
    )
    assert said(both, one) == ["path GET /b is no longer public"]
    assert said(one, both) == ["path GET /b is public"]
    assert said(one, every)[0] == "public are all paths instead of 1 path"


def test_hosts_that_are_new_or_gone() -> None:
    """A whole host is one sentence."""
    assert said([], [GATEWAY, virtual_service(route("a", MODEL), route("b"))]) == [
        "is new: model a; all other requests"
    ]
    assert said([GATEWAY, virtual_service()], []) == ["is gone; until now, it has no route to a backend"]


def test_settings_of_backends() -> None:
    """A DestinationRule that both folders have, and a subset that only one has."""

    def rules(requests: int, *subsets: str) -> Object:
        pool = {"connectionPool": {"http": {"http2MaxRequests": requests}}}
        named = [{"name": name, "labels": {"version": name}} for name in subsets]
        return istio("DestinationRule", "chat", {"host": "chat", "trafficPolicy": pool, "subsets": named}, "ai")

    found = changes([rules(1, "v1")], [rules(2, "v1", "v2")])
    assert [(one.where, one.words) for one in found] == [
        ("connections to Service ai/chat", "most requests at once is 2 instead of 1"),
        ("connections to Service ai/chat, subset v2", "pods is version=v2; until now, it isn't set"),
    ]
    assert changes([], [rules(1)]) == ()


def changed(name: str, *pairs: tuple[str, str]) -> tuple[Change, ...]:
    """How the traffic of an example differs if some text in its YAML is another one."""
    with TemporaryDirectory() as folder:
        for path in golden_yaml(name).iterdir():
            text = path.read_text()
            for before, after in pairs:
                text = text.replace(before, after)
            Path(folder, path.name).write_text(text)
        return compare_traffic(traffic_in(golden_yaml(name)), traffic_in(Path(folder)))


def test_a_step_of_a_canary_with_conversations() -> None:
    """The buckets, the weights, and requests with and without a key: one sentence for each version."""
    found = changed(
        "sticky_canary",
        ("regex: 0[0-9][0-9]", 'regex: "[01][0-9][0-9]"'),
        ("weight: 90", "weight: 80"),
        ("10\n", "20\n"),
    )
    at_gateway = [one.words for one in found if one.where.startswith("assistant.example.com")]
    assert at_gateway == ["version v1 gets 80 % instead of 90 %", "version v2 gets 20 % instead of 10 %"]


def test_buckets_alone_are_a_part_of_the_requests() -> None:
    """If only conversations go another way, the sentence says so."""
    found = changed("sticky_canary", ("regex: 0[0-9][0-9]", 'regex: "[01][0-9][0-9]"'))
    assert {one.topic for one in found} == {"part"}
    assert any("of a known conversation" in one.words for one in found)


def test_fallbacks_of_an_example() -> None:
    """Another name of the model at a provider, another limit, and a backend less."""
    found = changed("failover", ("x-llm-upstream-model: gpt-4o-mini", "x-llm-upstream-model: gpt-5"))
    azure = "provider azure (acme.openai.azure.com, as {})"
    assert {one.words for one in found} == {
        f"falls back to {azure.format('gpt-5')} instead of {azure.format('gpt-4o-mini')}"
    }
    found = changed("failover", ('x-llm-spill: "60"', "x-llm-spill: none"))
    assert {one.words for one in found} == {
        "limit of requests that go on to the next backend is none instead of 60 requests a minute"
    }
    found = changed(
        "failover", ("name: chat-slot-1", "name: chat-slot-9"), ("llm-slot-1\n  hosts", "llm-slot-9\n  hosts")
    )
    assert {one.topic for one in found} >= {"fallback"}


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_same_folder_has_no_differences(name: str) -> None:
    """The traffic of an example, compared with itself."""
    found = traffic_in(golden_yaml(name))
    assert compare_traffic(found, traffic_in(golden_yaml(name))) == ()
    empty = Traffic((), (), ())
    assert len(compare_traffic(empty, found)) == len(compare_traffic(found, empty)) == len(found.entries)


def test_service_of_a_folder_is_not_needed() -> None:
    """A Service that is added to the folder changes what is known of the backend."""
    old = [GATEWAY, virtual_service(route("chat"))]
    assert said(old, [*old, service("chat")]) == [
        "Service ai/chat is Service ai/chat instead of Service ai/chat (not in the folder)"
    ]
