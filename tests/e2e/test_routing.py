"""Which requests go where: by weight, by route, and by the API's share of a host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cdk8s import JsonPatch

from e2e.support.apis import api, applied, declaration, declared, versions
from e2e.support.chance import binomial_bounds
from e2e.support.folders import PLATFORM
from lab.apps.app import App
from lab.environment import Lab
from lab.traffic.call import Answers
from llm_api_mesh import ALL_PATHS, FaultDrill, GatewayRef, LlmApiMesh, Match, MeshApp, Pool, Route, Version
from support.apps import PLAIN_GATEWAY

HOST = "chat.example.com"
REQUESTS = 2000

Request = tuple[str, str, dict[str, str]]
"""A request's method, path and headers."""

NAME = "routes"
ROUTES = [
    # Declared in a different order from the one in which they take effect.
    Route(name="debug", headers={"X-Debug": ""}, version="a"),
    Route(name="delete", method="DELETE", version="b"),
    Route(name="api", path_prefix="/v1/", version="c"),
    Route(name="chat", path_prefix="/v1/chat/", version="a"),
    Route(name="models", path="/v1/models", version="b"),
    Route(name="beta", query={"channel": "beta%20two"}, version="c"),
    Route(name="traced", query={"trace": ""}, version="b"),
]
VERSIONS = [
    Version(name="heavy", weight=3, labels={"version": "3.1"}),
    Version(name="light", weight=1),
    *(Version(name=name, weight=0) for name in ("a", "b", "c")),
]


@pytest.mark.usefixtures("chat_v1", "chat_v2")
def test_the_weights_are_kept(lab: Lab) -> None:
    """v2 gets a tenth of 2000 requests, within bounds that chance exceeds once in a million runs."""
    answers = lab.call(host=HOST, path="/v1/models", count=REQUESTS, parallel=4)
    assert answers.statuses() == {200: REQUESTS}
    assert answers.versions()["v2"] in binomial_bounds(REQUESTS, probability=0.1)


@pytest.mark.usefixtures("chat_v1", "chat_v2")
def test_a_header_route_comes_before_the_weights(lab: Lab) -> None:
    """A tester's header always leads to v2, and another value of it doesn't."""
    chosen = lab.call(host=HOST, headers={"x-llm-version": "v2"}, count=100)
    assert chosen.versions() == {"v2": 100}
    others = lab.call(host=HOST, headers={"x-llm-version": "v3"}, count=100)
    assert others.versions()["v1"] in binomial_bounds(100, probability=0.9)


@pytest.mark.usefixtures("chat_v1")
@pytest.mark.parametrize("stream", [False, True], ids=["json", "sse"])
def test_load_reports_are_removed_from_answers(lab: Lab, chat_v2: App, stream: bool) -> None:
    """A replica may add a load report, and a client may request one, but the gateway removes it."""
    headers = {"endpoint-load-metrics-format": "TEXT", "x-llm-version": "v2"}
    body = {"messages": [], "stream": stream}
    address = chat_v2.replicas[0].host.address
    (inside,) = lab.call(host=HOST, headers=headers, body=body, to=address, port=8080)
    assert inside.headers["endpoint-load-metrics"] == "TEXT named_metrics.num_requests_running=1"
    (outside,) = lab.call(host=HOST, headers=headers, body=body)
    assert outside.ok
    assert outside.version == "v2"  # the header has a route, so that no weight decides
    assert not [name for name in outside.headers if name.startswith("endpoint-load-metrics")]


def test_callers_of_other_namespaces_have_the_routes_on_request(lab: Lab, tmp_path: Path) -> None:
    """Pods of the API's own namespace follow its routes, and those of another one only if the routes are exported."""
    name = "exported"
    pool = {"versions": [Version(name="v1", weight=1), Version(name="v2", weight=0)]}
    callers = {namespace: lab.caller(f"caller-{namespace}", namespace) for namespace in (name, "elsewhere")}
    found = {}
    with versions(lab, name, ["v1", "v2"]):
        for export_to in ([".", "elsewhere"], ["."]):
            with applied(lab, tmp_path / str(len(export_to)), name, pool=pool, export_to=export_to):
                for namespace, caller in callers.items():
                    service, address = f"{name}.{name}.svc.cluster.local", lab.service_address(name, name)
                    answers = lab.call(host=service, to=address, caller=caller, body={}, count=40)
                    found[len(export_to), namespace] = set(answers.versions())
    lab.remove(*callers.values())
    assert found == {
        (2, name): {"v1"},
        (2, "elsewhere"): {"v1"},
        (1, name): {"v1"},
        (1, "elsewhere"): {"v1", "v2"},
    }


def test_a_header_of_the_gateway_s_reaches_the_pod_from_a_caller_in_the_mesh(lab: Lab, tmp_path: Path) -> None:
    """The caller doesn't pass the gateway, which would refuse the header. No route selects by it."""
    name = "trusting"
    caller = lab.caller("caller-trusting", name)
    with api(lab, tmp_path, name, replicas=1) as app:
        address, service = lab.service_address(name, name), f"{name}.{name}.svc.cluster.local"
        headers = {"x-llm-gateway-model": "expensive"}
        answers = lab.call(host=service, to=address, caller=caller, headers=headers, body={})
        (request,) = app.replica(0).requests()
    lab.remove(caller)
    assert answers.statuses() == {200: 1}
    assert request["headers"]["x-llm-gateway-model"] == "expensive"


def test_other_ports_of_the_service_have_no_routes(lab: Lab, tmp_path: Path) -> None:
    """A port that a patch adds to the Service passes as without routes: no fault, no weights, no deadline."""
    name, service = "ported", "ported.ported.svc.cluster.local"

    def declare(app: MeshApp) -> None:
        pool = Pool(
            selector={"app": name},
            target_port=8080,
            versions=[Version(name="v1", weight=1), Version(name="v2", weight=0)],
        )
        drill = FaultDrill(name="busy", headers={"x-drill": "busy"}, abort_status=429)
        ported = LlmApiMesh(
            app,
            name,
            namespace=name,
            hosts=[f"{name}.example.com"],
            gateway=PLAIN_GATEWAY,
            backend=pool,
            drills=[drill],
        )
        assert ported.service
        port = {"name": "http-other", "port": 9090, "targetPort": {"value": 8080}}
        ported.service.add_json_patch(JsonPatch.add("/spec/ports/-", port))

    caller = lab.caller("caller-ported", name)
    with declared(lab, tmp_path, declare), versions(lab, name, ["v1", "v2"]):
        address = lab.service_address(name, name)

        def calls(port: int, count: int, **headers: str) -> Answers:
            return lab.call(host=service, to=address, port=port, caller=caller, headers=headers, body={}, count=count)

        found = {port: calls(port, 40).versions().keys() for port in (80, 9090)}
        faults = {port: calls(port, 4, **{"x-drill": "busy"}).statuses() for port in (80, 9090)}
        lab.assert_nothing_rejected()
    lab.remove(caller)
    assert found == {80: {"v1"}, 9090: {"v1", "v2"}}
    assert faults == {80: {429: 4}, 9090: {200: 4}}


@pytest.fixture(scope="module")
def routed(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The host of an API with a route of each kind and five versions."""
    pool = {"versions": VERSIONS}
    with (
        applied(shared_lab, tmp_path_factory.mktemp(NAME), NAME, pool=pool, routes=ROUTES, paths=ALL_PATHS),
        versions(shared_lab, NAME, [version.pod_labels["version"] for version in VERSIONS]),
    ):
        yield f"{NAME}.example.com"


@pytest.mark.parametrize(
    ("sent", "version"),
    [
        (("GET", "/v1/models", {}), "b"),
        (("GET", "/v1/models?limit=1", {}), "b"),
        (("DELETE", "/v1/models", {"x-debug": "1"}), "b"),
        (("GET", "/v1/models/one", {}), "c"),
        (("GET", "/v1/chat/completions", {}), "a"),
        (("DELETE", "/v1/chat/completions", {"x-debug": "1"}), "a"),
        (("DELETE", "/v1/files/one", {"x-debug": "1"}), "c"),
        (("DELETE", "/files/one", {}), "b"),
        (("DELETE", "/files/one", {"x-debug": "1"}), "b"),
        (("GET", "/files/one", {"x-debug": "1"}), "a"),
        (("GET", "/files/one", {"X-DEBUG": "any value"}), "a"),
        (("GET", "/files/one?channel=beta%20two", {}), "c"),
        (("GET", "/files/one?channel=beta%20two&channel=stable", {}), "c"),
        (("GET", "/files/one?trace", {}), "b"),
        (("GET", "/files/one?trace=1&channel=beta%20two", {}), "c"),
        (("GET", "/files/one?trace=1", {"x-debug": "1"}), "a"),
    ],
)
def test_the_most_specific_route_is_taken(lab: Lab, routed: str, sent: Request, version: str) -> None:
    """An exact path, a longer prefix, a shorter one, a method, a header's presence, a query parameter, its presence."""
    method, path, headers = sent
    answers = lab.call(host=routed, method=method, path=path, headers=headers, count=5)
    assert answers.versions() == {version: 5}


def test_weights_are_relative(lab: Lab, routed: str) -> None:
    """Weights are relative: 3 and 1 give three quarters and one quarter, and 0 gives none."""
    shares = lab.call(host=routed, path="/health", count=1000, parallel=4).versions()
    assert shares.keys() == {"3.1", "light"}
    assert shares["light"] in binomial_bounds(1000, probability=1 / 4)


def test_two_apis_share_a_host_by_path(lab: Lab, tmp_path: Path) -> None:
    """On an existing gateway, each of two APIs gets its paths of one host, and no other path is served."""
    host = "llm.platform.example.com"
    shared = GatewayRef(namespace="istio-ingress", name="shared")
    talk = declaration(
        "talk",
        hosts=[host],
        gateway=shared,
        match=Match(path_prefix="/v1/chat/"),
        pool={"versions": [Version(name="now", weight=1), Version(name="next", weight=0)]},
        routes=[Route(name="next", headers={"x-next": ""}, version="next")],
    )
    vectors = declaration("vectors", hosts=[host], gateway=shared, match=Match(path_prefix="/v1/embeddings"))
    lab.apply(PLATFORM)
    with (
        declared(lab, tmp_path, lambda app: (talk(app), vectors(app))),
        versions(lab, "talk", ["now", "next"]),
        versions(lab, "vectors", ["only"]),
    ):
        for path, headers, replica in (
            ("/v1/chat/completions", {}, "talk-now-0"),
            ("/v1/chat/completions", {"x-next": "1"}, "talk-next-0"),
            ("/v1/embeddings", {}, "vectors-only-0"),
            # A route applies only to the paths of its own API.
            ("/v1/embeddings", {"x-next": "1"}, "vectors-only-0"),
        ):
            assert lab.call(host=host, path=path, headers=headers, body={}, count=5).replicas() == {replica: 5}
        assert lab.call(host=host, path="/v1/models").replicas() == {"": 1}
    lab.delete(PLATFORM)


def test_a_wildcard_host(lab: Lab, tmp_path: Path) -> None:
    """An API for `*.wild.example.com` gets every name below that, but not the name itself."""
    with api(lab, tmp_path, "wild", hosts=["*.wild.example.com"], replicas=1):
        for name in ("one.wild.example.com", "a.b.wild.example.com", "one.wild.example.com:8443"):
            assert lab.call(host=name).statuses() == {200: 1}
        assert lab.call(host="wild.example.com").statuses() == {404: 1}
