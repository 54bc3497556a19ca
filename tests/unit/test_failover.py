"""Failover: the order of the backends, what they are called, and the times that each has."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from datetime import timedelta
from itertools import combinations, count
from typing import Any

from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Ejection,
    Failover,
    KeyFromEnvironment,
    LlmApiMesh,
    MeshApp,
    MeshError,
    Model,
    OpenAI,
    Pool,
    Retries,
    Version,
)
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.backends import AnyBackend
from llm_api_mesh.spec.mesh import Mesh
from support import documents
from support.apps import Emit, Refusal, Synth

import pytest

LLAMA = Pool(selector={"app": "llama"})
SPARE = Pool(name="spare", selector={"app": "spare"})
OPENAI = OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY"))
TWO = Failover(backends=[LLAMA, OPENAI])
THREE = Failover(backends=[LLAMA, SPARE, OPENAI])
SECOND = timedelta(seconds=1)


def priorities(entry: dict[str, Any], rule: dict[str, Any]) -> dict[str, int]:
    """What Istio makes of the labels: the earlier in the list the first one that an address lacks, the later it is."""
    wanted = [
        label.split("=")
        for label in rule["spec"]["trafficPolicy"]["loadBalancer"]["localityLbSetting"]["failoverPriority"]
    ]
    return {
        endpoint["address"]: next(
            (len(wanted) - place for place, (key, value) in enumerate(wanted) if labels(endpoint).get(key) != value), 0
        )
        for endpoint in entry["spec"]["endpoints"]
    }


def labels(endpoint: Mapping[str, Any]) -> Mapping[str, str]:
    found: Mapping[str, str] = endpoint.get("labels", {})
    return found


def addresses(emit: Emit, backend: Failover, *legs: str) -> list[str]:
    return [emit("Gateway", f"chat-{leg}", backend=backend)["spec"]["servers"][0]["bind"] for leg in legs]


def route(emit: Emit, named: str, route: str, **options: object) -> dict[str, Any]:
    http = emit("VirtualService", named, **options)["spec"]["http"]
    return next(one for one in http if one["name"] == f"ai/chat/{route}")


def test_the_order_is_that_of_the_list(emit: Emit) -> None:
    """Each address has a priority of its own, however many there are."""
    entry = emit("ServiceEntry", "chat-failover", backend=THREE)
    rule = emit("DestinationRule", "chat-failover", backend=THREE)
    order = addresses(emit, THREE, "pool", "spare", "openai")
    assert priorities(entry, rule) == {address: place for place, address in enumerate(order)}
    assert entry["spec"]["ports"][0]["targetPort"] == 15700
    assert rule["spec"]["host"] == entry["spec"]["hosts"][0] == "failover.chat.ai.llm-api-mesh.internal"


def test_the_order_is_kept_only_with_outlier_detection_which_ejects_nothing(emit: Emit) -> None:
    """Istio has no priorities without it. It needs no word about TLS: outside of the mesh there is none by itself."""
    policy = emit("DestinationRule", "chat-failover", backend=TWO)["spec"]["trafficPolicy"]
    assert policy["outlierDetection"] == {"consecutive5xxErrors": 0, "consecutiveGatewayErrors": 0}
    assert "tls" not in policy


def test_each_backend_is_asked_once(emit: Emit) -> None:
    """As many retries as there are other backends, at once, to the next address."""
    for backend, others in ((TWO, 1), (THREE, 2)):
        retries = route(emit, "chat", "primary", backend=backend)["retries"]
        assert (retries["attempts"], retries["backoff"], retries["retryRemoteLocalities"]) == (others, "1ms", True)
    assert "5xx" not in retries["retryOn"]
    patch = emit("EnvoyFilter", "ai-chat-next-backend", backend=TWO)["spec"]["configPatches"][0]["patch"]["value"]
    assert patch["route"]["retry_policy"]["retry_priority"]["typed_config"]["update_frequency"] == 1


def test_only_the_last_backend_is_waited_for(emit: Emit) -> None:
    """Within the others a retry goes to another replica at once, and no `Retry-After` holds it up."""
    backoffs = {
        leg: route(emit, f"chat-{leg}", f"failover/{leg}/primary", backend=TWO)["retries"]["backoff"]
        for leg in ("pool", "openai")
    }
    assert backoffs == {"pool": "1ms", "openai": "25ms"}
    patches = emit("EnvoyFilter", "ai-chat-retry-after", backend=TWO)["spec"]["configPatches"]
    patched = [patch["match"]["routeConfiguration"]["vhost"]["route"]["name"] for patch in patches]
    assert patched == ["ai/chat/failover/openai/primary"]
    said = Retries(backoff=timedelta(milliseconds=40))
    retries = route(emit, "chat-pool", "failover/pool/primary", backend=TWO, retries=said)["retries"]
    assert retries["backoff"] == "40ms"


def test_a_pool_behind_a_failover_keeps_its_names(emit: Emit) -> None:
    """A provider behind a pool changes no name of the pool's objects, but the in-mesh routes stay as they are."""
    for kind, named in (("Service", "chat"), ("DestinationRule", "chat"), ("VirtualService", "chat-in-mesh")):
        alone, first = emit(kind, named, backend=LLAMA), emit(kind, named, backend=TWO)
        alone.get("spec", {}).get("trafficPolicy", {}).pop("outlierDetection", None)
        first.get("spec", {}).get("trafficPolicy", {}).pop("outlierDetection", None)
        assert alone == first


def test_another_backend_changes_nothing_of_the_others(emit: Emit) -> None:
    """A backend put between two keeps their addresses and objects."""
    assert addresses(emit, TWO, "pool", "openai") == addresses(emit, THREE, "pool", "openai")
    for named in ("chat-pool", "chat-openai"):
        for kind in ("Gateway", "VirtualService"):
            before, after = (emit(kind, named, backend=backend)["spec"] for backend in (TWO, THREE))
            for one in (before, after):
                for http in one.get("http", ()):
                    http.pop("timeout", None)  # a share of the time, which is for three now
            assert before == after


def test_addresses_are_loopback_and_nobody_else_s(emit: Emit) -> None:
    """They are for the pod alone, apart from those where other programs listen, and all different."""
    found = addresses(emit, THREE, "pool", "spare", "openai")
    assert len(set(found)) == 3
    for address in found:
        assert ipaddress.ip_address(address).is_loopback
        assert not address.startswith("127.0.")


@pytest.mark.parametrize("host", ["chat.example.com", "*.example.com", "*"])
def test_the_second_hop_is_for_routes_of_the_mesh_s_namespace(emit: Emit, host: str) -> None:
    """Nobody else's VirtualService may serve a listener from which the policies have been taken."""
    served = {
        name: emit("Gateway", name, backend=TWO, hosts=[host])["spec"]["servers"][0]["hosts"]
        for name in ("chat", "chat-pool", "chat-openai")
    }
    assert served == {"chat": [host], "chat-pool": [f"./{host}"], "chat-openai": [f"./{host}"]}


def test_the_checklist_says_which_port_others_filters_are_to_leave_out() -> None:
    """What the platform has on all listeners of the gateway passes twice behind a failover, and once elsewhere."""

    def lines(backend: AnyBackend) -> list[str]:
        mesh = LlmApiMesh(MeshApp(), "chat", namespace="ai", hosts=["chat.example.com"], backend=backend)
        return [line for line in mesh.checklist if "port 15700" in line]

    assert [len(lines(backend)) for backend in (LLAMA, OPENAI, TWO, THREE)] == [0, 0, 1, 1]


def _two_that_clash() -> tuple[str, str]:
    seen: dict[str, str] = {}
    for number in count():
        name = f"m{number}"
        mesh = Mesh(name=name, namespace="ai", hosts=["a.example.com"], backend=TWO)
        address = Plan(mesh).legs[0].address
        if address in seen:
            return seen[address], name
        seen[address] = name
    raise AssertionError


def test_two_meshes_with_one_address_are_refused() -> None:
    """It takes thousands of meshes to find two; then one of them gets another name."""
    app = MeshApp()
    for name in _two_that_clash():
        LlmApiMesh(app, name, namespace="ai", hosts=[f"{name}.example.com"], backend=TWO)
    with pytest.raises(MeshError, match=r'Loopback address "127\.[0-9.]+" .*, which API "m[0-9]+" already has'):
        app.synth()


def test_all_replicas_may_be_ejected_where_another_backend_takes_over(emit: Emit) -> None:
    """Unless a share is given, and not those of the last; an ejection is as long as it is said to be."""
    given = Failover(backends=[Pool(selector={"app": "llama"}, ejection=Ejection(max_percent=30)), OPENAI])
    last = Failover(backends=[OPENAI, LLAMA])
    assert (
        "minHealthPercent"
        not in emit("DestinationRule", "chat", backend=TWO)["spec"]["trafficPolicy"]["outlierDetection"]
    )
    shares = [
        emit("DestinationRule", "chat", backend=backend)["spec"]["trafficPolicy"]["outlierDetection"][
            "maxEjectionPercent"
        ]
        for backend in (TWO, given, last)
    ]
    assert shares == [100, 30, 50]
    (patch,) = emit("EnvoyFilter", "ai-chat-return-time", backend=TWO)["spec"]["configPatches"]
    assert patch["match"]["cluster"] == {"service": "chat.ai.svc.cluster.local"}
    assert patch["patch"]["value"] == {"outlier_detection": {"max_ejection_time": "30s"}}


def test_the_time_of_short_answers_is_shared_out(emit: Emit) -> None:
    """The last backend has what the others leave."""
    budget = Budget(quick=3 * SECOND)
    quick = {
        leg: route(emit, f"chat-{leg}", f"failover/{leg}/primary/quick", backend=THREE, budget=budget)
        for leg in ("pool", "spare", "openai")
    }
    assert {leg: one.get("timeout") for leg, one in quick.items()} == {"pool": "1s", "spare": "1s", "openai": None}
    assert route(emit, "chat", "primary/quick", backend=THREE, budget=budget)["timeout"] == "3s"


def test_embeddings_have_no_streams_and_share_their_time(emit: Emit) -> None:
    """Where all answers are short, so are all deadlines."""
    options = {"backend": TWO, "preset": "embeddings"}
    assert route(emit, "chat", "primary", **options)["timeout"] == "60s"
    assert route(emit, "chat-pool", "failover/pool/primary", **options)["timeout"] == "30s"


def test_a_stream_begins_in_time_where_others_share_theirs(emit: Emit) -> None:
    """A stream that has begun goes on to the end of the whole time, which the first hop sees to."""
    budget = Budget(first_token=SECOND, whole_answer=9 * SECOND)
    options = {"backend": TWO, "preset": "embeddings", "budget": budget}
    stream = route(emit, "chat-pool", "failover/pool/primary/stream", **options)
    assert stream["retries"]["perTryTimeout"] == "1s"
    assert "timeout" not in stream
    rest = route(emit, "chat-pool", "failover/pool/primary", **options)
    assert (rest["timeout"], rest["retries"]["perTryTimeout"]) == ("30s", "9s")


def test_a_stream_has_a_time_to_begin_but_at_the_last_backend(emit: Emit) -> None:
    """There is nobody to ask after it, and a late answer is better than none."""
    options = {"backend": TWO, "budget": Budget(first_token=SECOND, whole_answer=9 * SECOND)}
    stream = route(emit, "chat-pool", "failover/pool/primary/stream", **options)
    assert stream["match"] == [{"headers": {"x-llm-stream": {"exact": "1"}}}]
    assert stream["retries"]["perTryTimeout"] == "1s"
    assert "timeout" not in stream
    assert route(emit, "chat-pool", "failover/pool/primary", **options)["retries"]["perTryTimeout"] == "9s"
    assert "perTryTimeout" not in route(emit, "chat-openai", "failover/openai/primary", **options)["retries"]


def test_a_time_to_begin_without_retries_within_the_backend(emit: Emit) -> None:
    """Istio takes such a time with retries alone: of connections that weren't made."""
    options = {"backend": TWO, "budget": Budget(first_token=SECOND), "retries": Retries(attempts=0)}
    retries = route(emit, "chat-pool", "failover/pool/primary/stream", **options)["retries"]
    assert (retries["attempts"], retries["retryOn"], retries["perTryTimeout"]) == (1, "connect-failure", "1s")
    assert route(emit, "chat-pool", "failover/pool/primary", **options)["retries"] == {"attempts": 0}
    assert route(emit, "chat", "primary", **options)["retries"]["attempts"] == 1


def test_the_limit_is_for_every_backend_but_the_first(emit: Emit) -> None:
    """It stands in the routes: a change of it touches no listener."""
    backend = Failover(backends=[LLAMA, SPARE, OPENAI], spill_per_minute=40)
    patches = emit("EnvoyFilter", "ai-chat-spill", backend=backend)["spec"]["configPatches"]
    limits = {
        patch["match"]["routeConfiguration"]["name"]: patch["patch"]["value"]["typed_per_filter_config"]
        for patch in patches
        if patch["applyTo"] == "ROUTE_CONFIGURATION"
    }
    assert sorted(limits) == sorted(f"http.15700.{one}" for one in addresses(emit, backend, "spare", "openai"))
    (limit,) = limits[f"http.15700.{addresses(emit, backend, 'openai')[0]}"].values()
    assert limit["token_bucket"] == {"max_tokens": 40, "tokens_per_fill": 40, "fill_interval": "60s"}
    assert limit["response_headers_to_add"][0]["header"] == {"key": "retry-after", "value": "2"}


def test_a_sticky_canary_is_sticky_behind_a_failover(emit: Emit) -> None:
    """The patch finds the weighted route where it is: at the second hop."""
    versions = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
    keyed = Pool(selector={"app": "llama"}, load_balancer=ConsistentHash(header="x-session-id"), versions=versions)
    backend = Failover(backends=[keyed, OPENAI])
    patches = emit("EnvoyFilter", "ai-chat-sticky-canary", backend=backend)["spec"]["configPatches"]
    routes = [patch["match"]["routeConfiguration"]["vhost"]["route"]["name"] for patch in patches]
    assert routes == [f"ai/chat/failover/pool/primary/sticky{end}" for end in ("/quick", "")]


def test_two_models_with_one_failover_behind_each(synth: Synth) -> None:
    """Each model has objects of its own, and all of them have different names and addresses."""

    def declare(app: MeshApp) -> None:
        models = [
            Model(name=name, backend=Failover(backends=[Pool(selector={"app": name}), OPENAI])) for name in ("a", "b")
        ]
        LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], models=models)

    found = documents.load(synth(declare)["chat.k8s.yaml"])
    named = [(one["kind"], one["metadata"]["name"]) for one in found]
    assert len(named) == len(set(named))
    binds = [server.get("bind") for one in found if one["kind"] == "Gateway" for server in one["spec"]["servers"]]
    assert all(one != other for one, other in combinations(filter(None, binds), 2))


GRPC = Pool(selector={"app": "llama"}, protocol="grpc")
REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "no backend": (
        {"backend": Failover(backends=[])},
        (
            "backend.backends: got no backends. Allowed: two or more backends, which a request tries in "
            "their order. [failover-backends]"
        ),
    ),
    "one backend": ({"backend": Failover(backends=[LLAMA])}, "Write the backend itself, without Failover."),
    "gRPC": ({"backend": Failover(backends=[GRPC, SPARE])}, "backend.backends[0]: got a backend that speaks gRPC"),
    "a failover within": ({"backend": Failover(backends=[LLAMA, TWO])}, "got Failover("),  # type: ignore[list-item]
    "one twice": ({"backend": Failover(backends=[LLAMA, LLAMA])}, 'got "pool" 2 times'),
    "a name that is taken": (
        {"backend": Failover(backends=[LLAMA, Pool(name="versions", selector={"app": "a"})])},
        (
            'got "versions". Allowed: a different name for each backend, other than failover, in-mesh and '
            "versions. [failover-backends]"
        ),
    ),
    "nothing may spill": ({"backend": Failover(backends=[LLAMA, OPENAI], spill_per_minute=0)}, "from 1 to 1000000"),
    "a name that a model has": (
        {"backend": Failover(backends=[LLAMA, SPARE]), "models": [Model(name="spare", backend=OPENAI)]},
        '"chat-spare", which',
    ),
    "no time for the last": (
        {"backend": THREE, "budget": Budget(first_token=8 * SECOND, generation=16 * SECOND)},
        "got 8s for each of 2 backends before the last, and generation=16s",
    ),
    "a time without a failover": (
        {"budget": Budget(whole_answer=SECOND)},
        "whole_answer together with a Failover, because there is no other backend to try",
    ),
}


@pytest.mark.parametrize(("changes", "words"), REFUSED.values(), ids=REFUSED)
def test_refused(refusal: Refusal, changes: dict[str, object], words: str) -> None:
    """A failover that would never take place, or not as it reads."""
    assert any(words in problem for problem in refusal(**changes))
