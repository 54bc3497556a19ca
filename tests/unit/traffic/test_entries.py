"""The hosts of a folder with their routes, read from hand-written YAML."""

from __future__ import annotations

from typing import Any

import pytest

from support.manifests import gateway, istio, route, service, virtual_service
from support.traffic import entry, rule, settings, traffic, words

HOST = "ai/chat.example.com"
BUCKET = "x-llm-gateway-bucket"
ASKED = "access-control-request-method"
REST = "all other requests"
TWO = {"v1": 90, "v2": 10}


def test_requests_go_to_a_service() -> None:
    """A host, its Gateway with port and pods, and the Service behind its route."""
    found = traffic(gateway(HOST), virtual_service(route("chat")), service("chat"))
    assert words(found) == {REST: "goes to Service ai/chat"}
    one = entry(found)
    assert (one.gateway, one.listeners, one.pods) == ("edge/public", ("HTTP 80",), "istio=ingressgateway")
    assert (one.namespaces, one.source, one.is_in_mesh) == (("ai",), "Gateway edge/public", False)


def test_a_gateway_that_is_not_in_the_folder() -> None:
    """The routes are there all the same."""
    one = entry(traffic(virtual_service(route("chat"))))
    assert (one.listeners, one.source) == ((), "")
    assert words(traffic(virtual_service(route("chat")))) == {REST: "goes to Service ai/chat (not in the folder)"}


def test_a_host_without_routes() -> None:
    """A Gateway with a host that no VirtualService has is an entry without rules."""
    assert entry(traffic(gateway(HOST))).rules == ()


@pytest.mark.parametrize(
    ("server", "words_of_it"),
    [
        ({"tls": {"httpsRedirect": True}}, "HTTP 80, redirected to HTTPS"),
        (
            {
                "port": {"number": 443, "name": "h", "protocol": "HTTPS"},
                "tls": {"mode": "SIMPLE", "credentialName": "a"},
            },
            "HTTPS 443, TLS, certificate a",
        ),
        (
            {
                "port": {"number": 443, "name": "h", "protocol": "HTTPS"},
                "tls": {"mode": "MUTUAL", "credentialNames": ["a", "b"], "minProtocolVersion": "TLSV1_3"},
            },
            "HTTPS 443, TLS with client certificates, certificate a, certificate b, TLS 1.3 or newer",
        ),
    ],
)
def test_listeners(server: dict[str, Any], words_of_it: str) -> None:
    """The port of a Gateway with its TLS in words."""
    assert entry(traffic(gateway(HOST, **server), virtual_service(route("chat")))).listeners == (words_of_it,)


def test_weights_copies_and_settings() -> None:
    """Weights are shares of all requests; copies are apart."""
    to = [
        {"destination": {"host": "chat", "subset": "v1"}, "weight": 3},
        {"destination": {"host": "chat", "subset": "v2"}, "weight": 1},
    ]
    copies = [{"destination": {"host": "chat", "subset": "v2"}, "percentage": {"value": 5}}]
    written = virtual_service({"route": to, "mirrors": copies, "timeout": "60s"})
    found = traffic(gateway(HOST), written, service("chat"))
    goes = "goes to Service ai/chat, version v1 (75 %) or Service ai/chat, version v2 (25 %)"
    assert words(found) == {REST: goes}
    one = rule(found, REST)
    assert [(share.target.version, share.percent) for share in one.copies] == [("v2", 5)]
    assert settings(one) == {"timeout of a request": "60 s"}


def test_a_subset_with_the_pods_of_another_one_is_the_same_version() -> None:
    """Subsets that differ in their balancing alone are one version; one without labels is none."""
    rules = istio(
        "DestinationRule",
        "chat",
        {
            "host": "chat",
            "subsets": [
                {"name": "v1", "labels": {"version": "v1"}},
                {"name": "v1-no-key", "labels": {"version": "v1"}},
                {"name": "no-key"},
            ],
        },
        "ai",
    )
    to = [{"destination": {"host": "chat", "subset": one}, "weight": 50} for one in ("v1-no-key", "no-key")]
    found = traffic(gateway(HOST), virtual_service({"route": to}), service("chat"), rules)
    assert [one.target.version for one in rule(found, REST).splits[0].shares] == ["", "v1"]


def test_answers_of_the_gateway() -> None:
    """Answers, redirects and aborted requests reach no backend, and have no settings of a backend."""
    retried = {"retries": {"attempts": 2}}
    found = traffic(
        gateway(HOST),
        virtual_service(
            {"match": [{"uri": {"exact": "/a"}}], "directResponse": {"status": 404}, **retried},
            {"match": [{"uri": {"exact": "/b"}}], "redirect": {"scheme": "https", "redirectCode": 308}},
            {**route("chat"), "fault": {"abort": {"httpStatus": 503, "percentage": {"value": 100}}}, **retried},
        ),
    )
    assert words(found) == {
        "/a": "gets 404 from the gateway",
        "/b": "gets 308 from the gateway, redirect to HTTPS",
        REST: "gets 503 from the gateway",
    }
    assert [(one.is_answered, one.settings) for one in entry(found).rules] == [(True, ())] * 3


@pytest.mark.parametrize(
    ("change", "gets"),
    [
        ({}, "gets 200 from the gateway"),
        ({"unmatchedPreflights": "FORWARD"}, "goes to Service ai/chat"),
        ({"allowOrigins": []}, "gets 200 from the gateway"),
    ],
)
def test_preflights_of_browsers(change: dict[str, Any], gets: str) -> None:
    """The gateway answers those of a route for them alone, unless those of other origins go on to the backend."""
    policy = {"allowOrigins": [{"exact": "https://a.example.com"}], "unmatchedPreflights": "IGNORE", "maxAge": "600s"}
    match = {"method": {"exact": "OPTIONS"}, "headers": {"Origin": {"regex": ".+"}, ASKED: {"regex": ".+"}}}
    written = {**route("chat", match), "corsPolicy": {**policy, **change}, "retries": {"attempts": 2}}
    found = traffic(gateway(HOST), virtual_service(written), service("chat"))
    request = f"OPTIONS, with header Origin, with header {ASKED}"
    assert words(found) == {request: gets}
    said = settings(rule(found, request))
    assert said["corsPolicy.maxAge"] == "600 s"
    assert ("most retries of a request" in said) is (gets == "goes to Service ai/chat")


@pytest.mark.parametrize(
    "match",
    [
        {},
        {"method": {"exact": "OPTIONS"}},
        {"method": {"exact": "POST"}, "headers": {"origin": {"regex": ".+"}, ASKED: {"regex": ".+"}}},
        {"method": {"exact": "OPTIONS"}, "headers": {"origin": {}, ASKED: {"regex": ".+"}}},
        {"method": {"exact": "OPTIONS"}, "headers": {"origin": {"regex": ".*"}, ASKED: {"exact": "POST"}}},
    ],
)
def test_a_route_that_takes_more_than_preflights(match: dict[str, Any]) -> None:
    """Its other requests go to the backend: those of another method, and those without one of the headers."""
    policy = {"allowOrigins": [{"exact": "https://a.example.com"}], "unmatchedPreflights": "IGNORE"}
    found = traffic(gateway(HOST), virtual_service({**route("chat", match), "corsPolicy": policy}), service("chat"))
    assert list(words(found).values()) == ["goes to Service ai/chat"]


PREFLIGHTS: dict[str, Any] = {
    **route("chat", {"method": {"exact": "OPTIONS"}, "headers": {"origin": {"regex": ".+"}, ASKED: {"regex": ".+"}}}),
    "corsPolicy": {"allowOrigins": [], "unmatchedPreflights": "IGNORE", "maxAge": "600s"},
}
"""A route that takes only preflights, and its settings that act on them."""


@pytest.mark.parametrize(
    ("fault", "gets", "said"),
    [
        (
            {"abort": {"httpStatus": 503, "percentage": {"value": 100}}, "delay": {"fixedDelay": "1s"}},
            "gets 503 from the gateway",
            {"fault (delay)": "100 % wait 1 s"},
        ),
        (
            {"abort": {"httpStatus": 503, "percentage": {"value": 50}}, "delay": {"fixedDelay": "1s"}},
            "gets 200 from the gateway",
            {
                "corsPolicy.allowOrigins": "",
                "corsPolicy.maxAge": "600 s",
                "corsPolicy.unmatchedPreflights": "IGNORE",
                "fault (abort)": "50 % get 503",
                "fault (delay)": "100 % wait 1 s",
            },
        ),
    ],
)
def test_faults_of_preflights(fault: dict[str, Any], gets: str, said: dict[str, str]) -> None:
    """A proxy aborts and delays a preflight before it answers."""
    found = traffic(gateway(HOST), virtual_service({**PREFLIGHTS, "fault": fault}), service("chat"))
    assert list(words(found).values()) == [gets]
    assert settings(entry(found).rules[0]) == said


def test_preflights_of_a_delegate() -> None:
    """The answer to preflights has the settings that act on it, beside other routes of the delegate."""
    delegate = istio("VirtualService", "inner", {"http": [PREFLIGHTS, {**route("chat"), "timeout": "5s"}]}, "ai")
    outer = {"match": [{"uri": {"prefix": "/v1/"}}], "delegate": {"name": "inner"}}
    found = traffic(gateway(HOST), virtual_service(outer), delegate, service("chat"))
    first, second = entry(found).rules[0].splits
    assert [one.target.name for one in first.shares] == ["200 from the gateway"]
    assert [one.name for one in first.settings] == [
        *("corsPolicy.allowOrigins", "corsPolicy.maxAge", "corsPolicy.unmatchedPreflights")
    ]
    assert [one.name for one in second.settings] == ["timeout of a request"]


def test_answers_of_the_gateway_have_no_copies() -> None:
    """No backend gets copies of requests that don't leave the gateway."""
    mirrors = {"mirrors": [{"destination": {"host": "chat"}}]}
    answer = {"match": [{"uri": {"exact": "/a"}}], "directResponse": {"status": 404}}
    found = traffic(gateway(HOST), virtual_service({**PREFLIGHTS, **mirrors}, {**answer, **mirrors}), service("chat"))
    assert [one.copies for one in entry(found).rules] == [(), ()]


NO_KEY: dict[str, Any] = {"withoutHeaders": {"x-key": {}}}
BETA: dict[str, Any] = {"headers": {"x-beta": {"exact": "1"}}}


def by(match: dict[str, Any], buckets: str | None = None) -> dict[str, Any]:
    """A match, and perhaps a condition on the bucket of a conversation."""
    bucket = {} if buckets is None else {BUCKET: {"regex": buckets} if buckets else {}}
    return {**match, "headers": {**match.get("headers", {}), **bucket}}


@pytest.mark.parametrize(
    ("matches", "shares"),
    [
        (
            [("v1", by({**BETA, **NO_KEY}, "0..")), ("v2", by(BETA, "0..")), ("v2", by(BETA, ""))],
            [{"ai/v1": 10, "ai/v2": 90}, {"ai/v2": 100}],
        ),
        (
            [("v1", by(BETA, "0..")), ("v2", BETA), ("v3", by({}, ""))],
            [{"ai/v1": 10, "ai/v2": 90}, {"ai/v2": 100}, {"ai/v3": 100}],
        ),
        ([("v1", by({}, "0..")), ("v2", {})], [{"ai/v1": 10, "ai/v2": 90}, {"ai/v2": 100}]),
        ([("v1", by({}, "[0-9]..")), ("v2", by({}, ""))], [{"ai/v1": 100}]),
        (
            [("v1", by({"headers": {"a": {}, "B": {}}}, "0..")), ("v2", by({"headers": {"b": {}, "a": {}}}, ""))],
            [{"ai/v1": 10, "ai/v2": 90}],
        ),
        (
            [
                ("v1", by({"method": {"exact": "GET"}, "uri": {"prefix": "/a"}}, "0..")),
                ("v2", by({"uri": {"prefix": "/a"}}, "")),
            ],
            [{"ai/v1": 10, "ai/v2": 90}, {"ai/v2": 100}],
        ),
        (
            [
                ("v1", by({"uri": {"exact": "/a"}, "ignoreUriCase": True}, "0..")),
                ("v2", by({"uri": {"exact": "/a"}}, "")),
            ],
            [{"ai/v1": 10}, {"ai/v2": 100}],
        ),
    ],
)
def test_conversations_by_conditions(matches: list[tuple[str, dict[str, Any]]], shares: list[dict[str, float]]) -> None:
    """A version without one of the conditions gets the conversations of its buckets under it too, in the order."""
    routes = [route(host, match) for host, match in matches]
    delegate = istio("VirtualService", "versions", {"http": routes}, "ai")
    found = traffic(gateway(HOST), virtual_service({"delegate": {"name": "versions"}}), delegate)
    splits = rule(found, REST).splits
    assert [{share.target.name: share.percent for share in split.shares} for split in splits] == shares


def test_a_delegate_inherits_what_it_does_not_have() -> None:
    """The fields of both routes are merged as istiod does it: the delegate's own come first."""
    delegate = istio("VirtualService", "versions", {"http": [{**route("small"), "timeout": "5s"}]}, "ai")
    outer = {"delegate": {"name": "versions"}, "timeout": "60s", "fault": {"delay": {"fixedDelay": "1s"}}}
    found = rule(traffic(gateway(HOST), virtual_service(outer), delegate, service("small")), REST)
    assert settings(found) == {"fault (delay)": "100 % wait 1 s", "timeout of a request": "5 s"}
    assert found.sources == ("VirtualService ai/chat", "VirtualService ai/versions")


def test_what_is_not_read_says_so() -> None:
    """A missing delegate, a route without a destination, and an object of a kind that isn't followed."""
    missing = {"match": [{"uri": {"exact": "/a"}}], "delegate": {"name": "none"}}
    ingress = {"apiVersion": "v1", "kind": "Ingress", "metadata": {"name": "i", "namespace": "ai"}}
    found = traffic(gateway(HOST), virtual_service(missing, {"name": "empty"}), ingress)
    assert words(found) == {
        "/a": "isn't read: the delegate ai/none isn't in the folder",
        REST: "isn't read: the route has no destination",
    }
    assert [(one.source, one.reason) for one in found.not_read] == [("Ingress ai/i", "its routes aren't followed")]


def test_several_virtual_services_with_one_host() -> None:
    """A route for all requests comes after all others, as in istiod."""
    first, second = virtual_service(route("a"), name="a"), virtual_service(route("b", {"port": 80}), name="b")
    assert list(words(traffic(gateway(HOST), first, second))) == ["port 80", REST]


def test_calls_in_the_mesh() -> None:
    """A VirtualService without a Gateway is about calls from pods."""
    spec = {"hosts": ["chat.ai.svc.cluster.local"], "http": [route("other")]}
    found = traffic(istio("VirtualService", "chat", spec, "ai"), service("other"))
    assert words(found, "chat.ai.svc.cluster.local") == {REST: "goes to Service ai/other"}
    assert entry(found, "chat.ai.svc.cluster.local").is_in_mesh


def test_connections_that_no_proxy_reads() -> None:
    """Routes of TLS and of TCP are rules as well."""
    passed: dict[str, Any] = {"port": {"number": 443, "name": "t", "protocol": "TLS"}, "tls": {"mode": "PASSTHROUGH"}}
    to = [{"destination": {"host": "chat"}}]
    written = virtual_service(
        tls=[{"match": [{"sniHosts": ["chat.example.com"], "port": 443}], "route": to}], tcp=[{"route": to}]
    )
    found = traffic(gateway(HOST, **passed), written, service("chat"))
    assert words(found) == {
        "TLS connections for chat.example.com to port 443": "goes to Service ai/chat",
        "TCP connections": "goes to Service ai/chat",
    }
    assert found.not_read == ()


def test_weights_that_somebody_sets() -> None:
    """Those of the folder are said to be the first ones, and who sets others."""
    shares = [{"destination": {"host": "chat", "subset": name}, "weight": weight} for name, weight in TWO.items()]
    one = virtual_service({"route": shares})
    assert words(traffic(one, service("chat"))) == {
        REST: "goes to Service ai/chat, version v1 (90 %) or Service ai/chat, version v2 (10 %)"
    }
    one["metadata"]["annotations"] = {"llm-api-mesh/weights-set-by": "argo-rollouts"}
    assert words(traffic(one, service("chat"))) == {
        REST: "goes to Service ai/chat, version v1, 90 % (until argo-rollouts sets it) or Service ai/chat, version v2, "
        "10 % (until argo-rollouts sets it)"
    }
