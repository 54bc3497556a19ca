"""Inference pools: the real picker chooses the replicas, and an LLM gateway keeps everything else.

The lab runs the pickers as their Deployments say, beside the two gateways that istiod deploys.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.chance import binomial_bounds
from e2e.support.folders import LLM_GATEWAY
from e2e.support.llm_gateways import HOST, NAMESPACE, Platform, declared, platform
from lab.apps.app import App
from lab.apps.endpoint_picker import EndpointPicker
from lab.cluster.client import Ref
from lab.environment import Lab
from lab.istio.deployed_gateway import DeployedGateway
from lab.istio.istiod import IstiodSpec
from lab.istio.proxy import Proxy
from lab.waits import wait_for
from llm_api_mesh import (
    ALL_CALLERS,
    Budget,
    Cors,
    DeployedPods,
    Failover,
    InferencePool,
    InferencePoolRef,
    LlmApiMesh,
    LlmGatewayRef,
    MeshApp,
    Model,
    Pool,
    ProviderRef,
    Version,
)
from llm_api_mesh.inspection.objects import inspect_objects
from llm_api_mesh.plan.inference_pools import SHADOW_PORT
from llm_api_mesh.spec.backends.inference_pool import shadow_service

PODS = DeployedPods(longest_generation=timedelta(seconds=40), concurrent_generations=100)
REF = LlmGatewayRef(namespace=NAMESPACE, name="llm", inference_pools=["ai", "bi"])
PORT = 8080
FIRST_TOKEN = 1
ORIGIN = "https://app.example.com"

# Longer than the blocks in which a picker compares prompts.
SYSTEM = "You are the assistant of a library. " * 100
REQUESTS = "inference_objective_request_total"
"""A picker's counter of the requests that it has led to a replica."""


@dataclass(frozen=True)
class Pools:
    """The gateways, the pods and the pickers."""

    platform: Platform
    inner: DeployedGateway
    apps: dict[str, App]
    pickers: dict[str, EndpointPicker]
    folder: Path

    @property
    def lab(self) -> Lab:
        """The lab."""
        return self.platform.lab

    def statuses(self, model: str, count: int = 20, **options: Any) -> Counter[int]:
        """Send requests; return their statuses."""
        return self.platform.calls(model, count=count, **options).statuses()


def declare(app: MeshApp) -> LlmApiMesh:
    """Declare models with pools: alone, failing closed, before a hosted provider, with a canary, and one of a chart."""
    own = InferencePool(selector={"app": "llama"}, target_ports=[PORT], model="team/llama")
    closed = InferencePool(name="closed", selector={"app": "llama"}, target_ports=[PORT], failure_mode="FailClose")
    first = InferencePool(name="first", selector={"app": "first"}, target_ports=[PORT], failure_mode="FailClose")
    azure = ProviderRef(provider="azure", model="gpt-4o-mini")
    versions = [Version(name="v1", weight=80), Version(name="v2", weight=20)]
    canary = InferencePool(name="canary", selector={"app": "canary"}, target_ports=[PORT], versions=versions)
    models = [
        Model(name="llama", backend=own),
        Model(name="closed", backend=closed),
        Model(name="over", backend=Failover(backends=[first, azure])),
        Model(name="canary", backend=canary),
        Model(name="of-a-chart", backend=InferencePoolRef(name="closed")),
    ]
    return LlmApiMesh(
        app,
        "chat",
        namespace="ai",
        hosts=[HOST],
        gateway=REF,
        models=models,
        budget=Budget(first_token=timedelta(seconds=FIRST_TOKEN)),
        cors=Cors(allow_origins=[ORIGIN]),
    )


LABELS = {
    "llama": {"app": "llama"},
    "first": {"app": "first"},
    "canary-v1": {"app": "canary", "version": "v1"},
    "canary-v2": {"app": "canary", "version": "v2"},
}
PICKERS = ("chat-llama", "closed", "first", "canary-v1", "canary-v2")


@pytest.fixture(scope="module")
def pools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pools]:
    """Everything, in a lab of its own."""
    folder = tmp_path_factory.mktemp("inference-pools")
    spec = IstiodSpec(deploys_gateways=True, inference_pools=True)
    with (
        Lab(istiod_spec=spec) as lab,
        platform(lab, folder, "deployed", pods=PODS, inference_pools=["ai", "bi"]) as outer,
    ):
        inner = lab.deployed_gateway(NAMESPACE, "llm-pools-istio")
        app = MeshApp(outdir=folder / "api")
        declare(app)
        app.synth()
        lab.apply(folder / "api")
        apps = {
            name: lab.app(name, namespace="ai", labels=labels, port=PORT, replicas=3 if name == "llama" else 1)
            for name, labels in LABELS.items()
        }
        pickers = {name: lab.picker("ai", f"{name}-picker") for name in PICKERS}
        yield Pools(outer, inner, apps, pickers, folder)


def test_the_picker_chooses_the_replica(pools: Pools) -> None:
    """Each request is the picker's to lead, and prompts with one beginning go to one replica."""
    before = pools.pickers["chat-llama"].metric(REQUESTS)
    messages = [{"role": "system", "content": SYSTEM}]
    prompts = [{"model": "llama", "messages": [*messages, {"role": "user", "content": f"{n}"}]} for n in range(12)]
    replicas = {pools.platform.call(body=prompt).replica for prompt in prompts}
    assert len(replicas) == 1
    assert pools.pickers["chat-llama"].metric(REQUESTS) - before == 12
    # Prompts that share nothing are spread.
    assert len({pools.platform.call("llama").replica for _ in range(30)}) == 3


def test_streams_and_other_paths(pools: Pools) -> None:
    """A stream comes event by event; what a picker can't read goes to the replicas in turn."""
    body = {"model": "llama", "messages": [{"role": "user", "content": "Hi"}], "stream": True}
    for replica in pools.apps["llama"].replicas:
        replica.slow(50)
    stream = pools.platform.call(body=body)
    for replica in pools.apps["llama"].replicas:
        replica.heal()
    assert stream.ok
    assert stream.body.endswith(b"data: [DONE]\n\n")
    assert stream.first_byte_seconds < stream.seconds / 2
    before = pools.pickers["chat-llama"].metric(REQUESTS)
    message = {"model": "llama", "max_tokens": 4, "messages": [{"role": "user", "content": "Hi"}]}
    answers = pools.platform.calls(body=message, path="/v1/messages", count=30)
    assert answers.statuses() == {200: 30}
    assert len({answer.replica for answer in answers}) == 3
    assert pools.pickers["chat-llama"].metric(REQUESTS) == before


def test_models_and_errors_are_those_of_the_gateway(pools: Pools) -> None:
    """The pods get their own name of the model, long bodies pass, and errors have OpenAI's words."""
    for replica in pools.apps["llama"].replicas:
        replica.clear_requests()
    assert pools.platform.call("llama", headers={"x-gateway-model-name-rewrite": "other"}).ok
    found = [one for replica in pools.apps["llama"].replicas for one in replica.requests()]
    (request,) = [one for one in found if one["path"].startswith("/v1/")]  # pickers ask for metrics as well
    assert request["body"]["model"] == "team/llama"
    assert not [name for name in request["headers"] if name.startswith("x-llm-")]
    long = {"model": "llama", "messages": [{"role": "user", "content": "x" * 3_000_000}]}
    assert pools.platform.call(body=long).ok
    assert pools.platform.call("unknown").json()["error"]["code"] == "model_not_found"
    wrong = pools.platform.call(body={"model": "llama", "messages": 3})
    assert (wrong.status, wrong.json()["error"]["type"]) == (400, "invalid_request_error")


def test_web_pages_of_other_origins(pools: Pools) -> None:
    """CORS is the public route's, so that the picker is asked as well."""
    before = pools.pickers["chat-llama"].metric(REQUESTS)
    answer = pools.platform.call("llama", headers={"origin": ORIGIN})
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert pools.pickers["chat-llama"].metric(REQUESTS) == before + 1


def test_a_canary_keeps_its_conversations(pools: Pools) -> None:
    """Each version is a pool with its picker, and gets its share of conversations, each with all of its turns."""
    count, shares = 60, Counter[str]()
    for number in range(count):
        messages = [{"role": "user", "content": f"Question {number}"}]
        turns = []
        for _ in range(3):
            turns.append(pools.platform.call(body={"model": "canary", "messages": messages}))
            messages += [{"role": "assistant", "content": "An answer"}, {"role": "user", "content": "And now?"}]
        (version,) = {answer.version for answer in turns}
        shares[version] += 1
    assert shares["v2"] in binomial_bounds(count, probability=0.2)
    assert pools.pickers["canary-v2"].metric(REQUESTS) >= 3 * shares["v2"]
    # A header with a session comes before the conversation.
    messages = [{"role": "user", "content": "Question 0"}]
    body = {"model": "canary", "messages": messages}
    sessions = [pools.platform.calls(body=body, session=f"{number}", count=3) for number in range(count)]
    assert all(len(answers.versions()) == 1 for answers in sessions)
    assert sum("v2" in answers.versions() for answers in sessions) in binomial_bounds(count, probability=0.2)


def test_requests_without_a_conversation_choose_by_the_weights(pools: Pools) -> None:
    """Those for the embeddings of several texts have no session to keep."""
    answers = pools.platform.calls(body={"model": "canary", "input": ["a", "b"]}, path="/v1/embeddings", count=200)
    assert answers.statuses() == {200: 200}
    assert answers.versions()["v2"] in binomial_bounds(200, probability=0.2)


def test_a_replica_with_a_queue_gets_no_request(pools: Pools) -> None:
    """The picker reads from its metrics how many requests wait."""
    slow = {"concurrency": 1, "time_to_first_token": 60}
    busy = pools.lab.app("busy", namespace="ai", labels={"app": "llama"}, port=PORT, simulator=slow)
    replica = busy.replica(0)
    body = {"model": "llama", "messages": [{"role": "user", "content": "Hi"}], "stream": True}
    try:
        with ThreadPoolExecutor() as clients:
            direct: dict[str, Any] = {"to": replica.host.address, "port": PORT, "count": 4, "parallel": 4}
            clients.submit(pools.lab.call, HOST, body=body, **direct)
            wait_for("the queue", lambda: replica.load()["waiting"] == 3)
            # A stream there gets 504 after the time for the first token.
            wait_for("the metrics", lambda: pools.platform.calls(body=body, count=10).statuses() == {200: 10})
            assert pools.platform.calls(body=body, count=30).statuses() == {200: 30}
            replica.kill()  # which ends the requests
    finally:
        pools.lab.remove(busy)


def test_an_adapter_keeps_its_replica(pools: Pools) -> None:
    """The picker reads which replica has loaded the LoRA adapter that a request names as its model."""
    replicas = pools.apps["llama"].replicas
    for replica in replicas:
        replica.load_adapters(*(["closed"] if replica.name == "llama-1" else []))
    try:
        wait_for("the metrics", lambda: set(pools.platform.calls("closed", count=5).replicas()) == {"llama-1"})
        assert pools.platform.calls("closed", count=30).replicas() == {"llama-1": 30}
        # Prompts for another model are spread.
        assert len(pools.platform.calls("llama", count=30).replicas()) == 3
    finally:
        for replica in replicas:
            replica.load_adapters()
    wait_for("the metrics", lambda: len(pools.platform.calls("closed", count=30).replicas()) == 3)


def test_a_pool_that_exists_already(pools: Pools) -> None:
    """The API writes a route to it only."""
    before = pools.pickers["closed"].metric(REQUESTS)
    assert pools.statuses("of-a-chart") == {200: 20}
    assert pools.pickers["closed"].metric(REQUESTS) == before + 20


_SHADOW = shadow_service("closed")

LOSSES: dict[str, dict[str, Any]] = {
    "CORS": {"filters": [{"type": "CORS", "cors": {"allowOrigins": [ORIGIN]}}]},
    "a backend after the pool": {
        "backendRefs": [
            {"group": "inference.networking.k8s.io", "kind": "InferencePool", "name": "closed"},
            {"name": _SHADOW, "port": SHADOW_PORT},
        ]
    },
}


@pytest.mark.parametrize("changes", LOSSES.values(), ids=LOSSES)
def test_what_loses_the_picker(pools: Pools, tmp_path: Path, changes: dict[str, Any]) -> None:
    """Istiod accepts such a route and serves it without the picker, so the inspection refuses it."""
    route = _declared(pools, "HTTPRoute", "closed")
    route["spec"]["rules"][0] |= changes
    (problem,) = inspect_objects("chat", "1.31", [route])
    assert problem.code == "combination-ignored"
    before = pools.pickers["closed"].metric(REQUESTS)
    _apply(pools, route, tmp_path)
    try:
        assert pools.statuses("closed") == {200: 20}
        assert pools.pickers["closed"].metric(REQUESTS) == before
        (parent,) = pools.lab.cluster.get(Ref("HTTPRoute", "ai", "closed"))["status"]["parents"]
        assert {one["status"] for one in parent["conditions"]} == {"True"}
    finally:
        pools.lab.apply(pools.folder / "api")
    assert pools.statuses("closed") == {200: 20}
    assert pools.pickers["closed"].metric(REQUESTS) == before + 20


def test_a_balancer_of_a_pool_has_no_effect(pools: Pools, tmp_path: Path) -> None:
    """Istiod replaces it, so the inspection refuses it."""
    rule = _declared(pools, "DestinationRule", _SHADOW)
    before = _cluster_of_pool(pools)
    rule["spec"]["trafficPolicy"]["loadBalancer"] = {"simple": "RANDOM"}
    (problem,) = inspect_objects("chat", "1.31", [rule])
    assert problem.code == "combination-ignored"
    _apply(pools, rule, tmp_path)
    try:
        assert _cluster_of_pool(pools) == before
    finally:
        pools.lab.apply(pools.folder / "api")


def _declared(pools: Pools, kind: str, name: str) -> dict[str, Any]:
    """An object of the API's file."""
    objects = yaml.safe_load_all((pools.folder / "api" / "chat.k8s.yaml").read_text())
    (found,) = [one for one in objects if (one["kind"], one["metadata"]["name"]) == (kind, name)]
    item: dict[str, Any] = found
    return item


def _apply(pools: Pools, item: dict[str, Any], folder: Path) -> None:
    file = folder / "changed.yaml"
    file.write_text(yaml.safe_dump(item))
    pools.lab.apply(file)


def _cluster_of_pool(pools: Pools) -> dict[str, Any]:
    """How the gateway of pools balances over the pods, without the cluster's metadata."""
    cluster = pools.inner.clusters()[f"outbound|{SHADOW_PORT}||{_SHADOW}.ai.svc.cluster.local"]
    return {name: value for name, value in cluster.items() if name != "metadata"}


def test_a_pool_without_a_replica(pools: Pools) -> None:
    """Its requests get an error in the format of the OpenAI API, or go on to the hosted provider."""
    for name in ("llama", "first"):
        for replica in pools.apps[name].replicas:
            replica.set_ready(False)
    pools.lab.wait_applied()
    try:
        answer = pools.platform.call("llama")
        assert (answer.status, answer.json()["error"]["code"]) == (503, "unavailable")
        assert pools.platform.call("over").replica == "azure"
    finally:
        for name in ("llama", "first"):
            for replica in pools.apps[name].replicas:
                replica.set_ready(True)
        pools.lab.wait_applied()
    assert pools.statuses("llama") == {200: 20}
    assert pools.platform.call("over").replica == "first-0"


def test_a_full_pool_goes_on_to_the_provider(pools: Pools) -> None:
    """429 and 503 of the pods are tried on by a failover."""
    for status in (429, 503):
        pools.apps["first"].replica(0).refuse(status)
        assert {answer.replica for answer in pools.platform.calls("over", count=10)} == {"azure"}
    pools.apps["first"].replica(0).heal()
    assert pools.platform.call("over").replica == "first-0"


def test_a_pool_that_is_gone(pools: Pools) -> None:
    """Without the pool or its route, a failover goes on, and no request gets a 404 or 500 of the inner gateway."""
    for kind, name in (("inferencepool", "first"), ("httproute", "first")):
        pools.lab.cluster.kubectl("delete", "-n", "ai", kind, name)
        pools.lab.wait_applied()
        assert {answer.replica for answer in pools.platform.calls("over", count=10)} == {"azure"}
        pools.lab.apply(pools.folder / "api")
        assert pools.platform.call("over").replica == "first-0"


def test_a_dead_picker(pools: Pools) -> None:
    """With FailOpen all requests are served by the replicas in turn; with FailClose none is, or the provider's."""
    killed = [pools.pickers[name] for name in ("chat-llama", "closed", "first")]
    for picker in killed:
        picker.kill()
    try:
        answers = pools.platform.calls("llama", count=30)
        assert answers.statuses() == {200: 30}
        assert len({answer.replica for answer in answers}) == 3
        closed = pools.platform.call("closed")
        assert (closed.status, closed.json()["error"]["code"]) == (503, "unavailable")
        assert {answer.replica for answer in pools.platform.calls("over", count=10)} == {"azure"}
        for picker in killed:
            picker.set_ready(False)
        pools.lab.wait_applied()
        assert pools.statuses("llama") == {200: 20}
        assert pools.statuses("closed") == {503: 20}
        assert {answer.replica for answer in pools.platform.calls("over", count=10)} == {"azure"}
    finally:
        for picker in killed:
            picker.restart()
            picker.set_ready(True)
        pools.lab.wait_applied()
    before = pools.pickers["chat-llama"].metric(REQUESTS)
    assert pools.statuses("llama") == {200: 20}
    assert pools.pickers["chat-llama"].metric(REQUESTS) == before + 20


def test_a_picker_that_hangs(pools: Pools) -> None:
    """On an open connection, only the time for the first token ends the wait for it; then a failover goes on."""
    body = {"messages": [{"role": "user", "content": "Hi"}], "stream": True}
    for name in ("chat-llama", "first"):
        pools.pickers[name].freeze()
    try:
        answer = pools.platform.call(body={"model": "llama", **body})
        # A new connection fails sooner, and the request is sent again without the picker.
        assert answer.ok or (answer.status, answer.json()["error"]["code"]) == (504, "timeout")
        assert answer.seconds < FIRST_TOKEN + 1
        assert pools.platform.call(body={"model": "over", **body}).replica == "azure"
    finally:
        for name in ("chat-llama", "first"):
            pools.pickers[name].thaw()
    assert pools.statuses("llama") == {200: 20}


def test_a_picker_that_is_killed_ends_the_wait_for_it(pools: Pools) -> None:
    """What a kubelet does with a picker that hangs: the answer comes then, without the picker."""
    assert pools.statuses("llama", 30) == {200: 30}  # so that each thread of the gateway has a connection
    pools.pickers["chat-llama"].freeze()
    try:
        with ThreadPoolExecutor() as clients:
            answer = clients.submit(pools.platform.call, "llama")
            wait([answer], timeout=1)
            pools.pickers["chat-llama"].kill()
            assert answer.result().ok
    finally:
        pools.pickers["chat-llama"].restart()
    assert pools.statuses("llama") == {200: 20}


def test_another_namespace_reaches_no_pool(pools: Pools) -> None:
    """It can neither take the pool's host nor lead to the pool, and other pods can't call the inner gateway."""
    thief = pools.lab.app("thief", namespace="thief", labels={"app": "thief"})
    file = LLM_GATEWAY / "pools_thief.yaml"
    pools.lab.apply(file)
    caller = pools.lab.caller("caller", "thief")
    try:
        assert {answer.replica.rpartition("-")[0] for answer in pools.platform.calls("llama", count=30)} == {"llama"}
        stolen = pools.platform.call("llama", host="thief.example.com")
        assert (stolen.status, stolen.json()["error"]["code"]) == (503, "unavailable")
        address = pools.lab.service_address(NAMESPACE, "llm-pools-istio")
        (refused,) = pools.lab.call(
            "chat-llama.ai.pools.llm.llm-gateway.llm-gateway.internal", caller=caller, to=address, port=443
        )
        assert not refused.ok
    finally:
        pools.lab.delete(file)
        pools.lab.remove(thief, caller)


def _api_of_neighbour(folder: Path, *models: Model) -> Path:
    app = MeshApp(outdir=folder)
    hosts = ["two.example.com"]
    LlmApiMesh(app, "two", namespace="bi", hosts=hosts, gateway=REF, models=models, callers=ALL_CALLERS)
    app.synth()
    return folder


def test_a_pool_that_comes_and_goes_changes_no_listener(pools: Pools, tmp_path: Path) -> None:
    """Neither at the LLM gateway nor at the gateway of pools, which has the pools of another namespace."""
    plain = Model(name="plain", backend=Pool(name="plain", selector={"app": "two"}, target_port=PORT))
    pool = InferencePool(name="two", selector={"app": "two"}, target_ports=[PORT])
    pools.lab.apply(_api_of_neighbour(tmp_path / "plain", plain))
    before = [_changes(proxy) for proxy in (pools.platform.gateway, pools.inner)]
    later = _api_of_neighbour(tmp_path / "pool", plain, Model(name="pool", backend=pool))
    pools.lab.apply(later)
    changed = pool.model_copy(update={"failure_mode": "FailClose", "target_ports": (PORT + 1,)})
    pools.lab.apply(_api_of_neighbour(tmp_path / "changed", plain, Model(name="pool", backend=changed)))
    pools.lab.delete(later)
    assert [_changes(proxy) for proxy in (pools.platform.gateway, pools.inner)] == before


def test_a_namespace_that_gets_pools_ends_no_stream(pools: Pools, tmp_path: Path) -> None:
    """The LLM gateway's listeners stay, and the gateway of pools gets a listener beside those that it has."""
    proxies = (pools.platform.gateway, pools.inner)
    before = [(_changes(proxy), _draining(proxy)) for proxy in proxies]
    pools.lab.apply(declared(tmp_path, "deployed", pods=PODS, inference_pools=["ai", "bi", "other"]))
    (outer, draining), (inner, inner_draining) = [(_changes(proxy), _draining(proxy)) for proxy in proxies]
    assert outer == before[0][0]
    assert inner != before[1][0]
    # What has drained since an earlier test is no longer counted.
    assert draining <= before[0][1]
    assert inner_draining <= before[1][1]
    assert pools.statuses("llama") == {200: 20}
    pools.lab.apply(pools.folder / "platform")


def _draining(proxy: Proxy) -> int:
    return sum(proxy.stats(r"^listener_manager\.total_(filter_chains|listeners)_draining$").values())


def _changes(proxy: Proxy) -> dict[str, int]:
    """How often the listeners of a gateway have changed."""
    return proxy.stats(r"^listener_manager\.listener_(added|in_place_updated|modified|removed)$")


def test_a_route_at_the_llm_gateway_itself(pools: Pools) -> None:
    """Istiod adds its filter for a route that the gateway doesn't take: the listeners change, and nothing else.

    Streams under way end only after the longest generation. The admission policy refuses such a route.
    """
    before, file = _changes(pools.platform.gateway), LLM_GATEWAY / "pool_of_a_neighbour.yaml"
    pools.lab.apply(file)
    try:
        wait_for("the changed listeners", lambda: _changes(pools.platform.gateway) != before)
        assert pools.statuses("llama") == {200: 20}
    finally:
        pools.lab.delete(file)
