"""Requests with one beginning go to one replica, within a bound; the pods keep Istio's own statistics and one more."""

from __future__ import annotations

import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support import raw
from e2e.support.chance import binomial_bounds
from e2e.support.llm_gateways import HOST, NAMESPACE, REF, Platform, platform
from lab.apps.app import App
from lab.environment import Lab
from lab.istio.gateway import Gateway
from lab.traffic.call import Answer
from llm_api_mesh import ConsistentHash, Failover, LlmApiMesh, MeshApp, Pool, Version
from llm_api_mesh.plan.llm_gateway.deployment import BOUND_STATISTIC, COUNTERS
from llm_api_mesh.plan.llm_gateway.headers import AFFINITY, RESERVED

REPLICAS = 8
KEYS = ConsistentHash(header="x-session-id", keys=["header", "prompt_cache_key", "agent_session", "opening"])
ERRORS = r"llm-gateway/keys\.lua\.errors$"

# What the owner of existing pods is told to write. The rest are Istio's own statistics.
STATISTICS = {"inclusionSuffixes": [BOUND_STATISTIC], "inclusionRegexps": list(COUNTERS)}


@pytest.fixture(scope="module")
def gateway(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A gateway whose pods serve LLM APIs only."""
    folder = tmp_path_factory.mktemp("gateway")
    with platform(shared_lab, folder, "dedicated", proxy_config={"proxyStatsMatcher": STATISTICS}) as running:
        yield running


@contextmanager
def api(gateway: Platform, folder: Path, **changes: Any) -> Iterator[None]:
    """Apply an API with affinity; delete it afterwards."""
    pool = {"selector": {"app": "chat"}, "target_port": 8080, "load_balancer": KEYS, **changes.pop("pool", {})}
    backend = changes.pop("backend", None) or Pool(**pool)
    app = MeshApp(outdir=folder / "api")
    LlmApiMesh(app, "chat", namespace="ai", hosts=[HOST], gateway=REF, backend=backend, **changes)
    app.synth()
    gateway.lab.apply(folder / "api")
    try:
        assert isinstance(gateway.gateway, Gateway)
        with gateway.lab.through(gateway.gateway):
            yield
    finally:
        gateway.lab.delete(folder / "api")


@pytest.fixture(scope="module")
def chat(gateway: Platform) -> Iterator[App]:
    """The replicas of the API."""
    app = gateway.lab.app("chat", namespace="ai", labels={"app": "chat"}, replicas=REPLICAS)
    yield app
    gateway.lab.remove(app)


@pytest.fixture
def served(gateway: Platform, chat: App, tmp_path: Path, lab: Lab) -> Iterator[App]:
    """The replicas, behind the API."""
    assert lab
    with api(gateway, tmp_path):
        yield chat


def prompt(tenant: object, *turns: str, **others: Any) -> dict[str, Any]:
    """A conversation of a tenant with a system prompt of its own: the user and the assistant in turns."""
    system = {"role": "system", "content": f"You work for tenant {tenant}. " + "Follow the rules of the house. " * 150}
    roles = ["user", "assistant"] * len(turns)
    said = [{"role": role, "content": text} for role, text in zip(roles, turns or ("Hi",), strict=False)]
    return {"model": "m", "messages": [system, *said], "max_tokens": 1, **others}


def one(gateway: Platform, body: object, **options: Any) -> Answer:
    """Send one request."""
    return gateway.call(body=body, **options)


def replicas(gateway: Platform, bodies: Sequence[object], **options: Any) -> list[str]:
    """The replicas of some requests, sent one after the other."""
    answers = [one(gateway, body, **options) for body in bodies]
    assert {answer.status for answer in answers} == {200}
    return [answer.replica for answer in answers]


@pytest.mark.usefixtures("served")
def test_one_opening_goes_to_one_replica(gateway: Platform) -> None:
    """Each tenant's requests go to one replica, whatever its users ask; the tenants are spread over the replicas."""
    owners = {
        tenant: set(replicas(gateway, [prompt(tenant, f"Question {number}") for number in range(4)]))
        for tenant in range(24)
    }
    assert all(len(found) == 1 for found in owners.values())
    assert len(set.union(*owners.values())) > REPLICAS / 2
    talk = ["Question", "Answer", "More", "Of course", "And more"]
    talks = [[prompt(1, f"{number}", *talk[1:length]) for length in (3, 5)] for number in range(24)]
    found = [set(replicas(gateway, turns)) for turns in talks]
    assert all(len(each) == 1 for each in found)
    # One tenant's conversations are spread: each has its own user's first message as a part of its key.
    assert len(set.union(*found)) > REPLICAS / 2


@pytest.mark.usefixtures("served")
def test_the_first_key_counts(gateway: Platform) -> None:
    """The API's header comes first, then the body's cache key, then an agent's session, then the opening."""
    found: dict[str, set[str]] = {}
    for number in range(6):
        other = prompt(number, prompt_cache_key=f"{number}")
        agent = {"x-claude-code-session-id": f"{number}"}
        calls: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
            "header": (other, {"x-session-id": "one", **agent}),
            "cache key": (prompt(number, prompt_cache_key="one"), agent),
            "agent": (prompt(number), {"x-claude-code-session-id": "one"}),
            "second agent": (prompt(number), {"x-session-affinity": "one"}),
        }
        for name, (body, headers) in calls.items():
            found.setdefault(name, set()).update(replicas(gateway, [body], headers=headers))
    assert {name: len(each) for name, each in found.items()} == dict.fromkeys(found, 1)
    models = [{**prompt(1), "model": f"m{number}"} for number in range(24)]
    assert len(set(replicas(gateway, models))) > REPLICAS / 2


def test_a_hot_prefix_is_spread(gateway: Platform, tmp_path: Path, lab: Lab) -> None:
    """Many requests at a time with one opening go to several replicas, none of which has far more than the others."""
    app = lab.app("hot", namespace="ai", labels={"app": "hot"}, replicas=REPLICAS, simulator={"median_tokens": 60.0})
    try:
        with api(gateway, tmp_path, pool={"selector": {"app": "hot"}}):
            for replica in app.replicas:
                replica.slow(factor=10)
            body = {**prompt("hot"), "max_tokens": 60}
            with ThreadPoolExecutor(40) as clients:
                answers = list(clients.map(lambda _: one(gateway, body), range(240)))
        assert {answer.status for answer in answers} == {200}
        shares = Counter(answer.replica for answer in answers)
        (_, most), *_ = shares.most_common()
        # 40 at a time over 8 replicas are 5 each, and at most 7 with the bound of 1.25, rounded up.
        assert most < 240 * 7 / 40 * 1.3, shares
        assert len(shares) > REPLICAS / 2, shares
    finally:
        lab.remove(app)


@pytest.mark.usefixtures("served")
def test_without_a_key_the_least_busy_replica_gets_the_request(gateway: Platform, chat: App) -> None:
    """One question without a system prompt has no key: a slow replica gets few of these, and no header."""
    body = {"model": "m", "messages": [{"role": "user", "content": "Hi"}], "max_tokens": 1}
    slow = chat.replica(0)
    for replica in chat.replicas:
        replica.clear_requests()
        replica.slow(factor=300 if replica is slow else 20)
    with ThreadPoolExecutor(16) as clients:
        answers = list(clients.map(lambda _: one(gateway, body), range(400)))
    for replica in chat.replicas:
        replica.slow(factor=1)
    shares = Counter(answer.replica for answer in answers)
    assert len(shares) == REPLICAS
    assert shares[slow.name] < 400 / REPLICAS / 2, shares
    assert not [found for replica in chat.replicas for found in replica.requests() if AFFINITY in _names(found)]


def _names(request: dict[str, Any]) -> set[str]:
    return {name.lower() for name, _ in _pairs(request["headers"])}


def _pairs(headers: Any) -> list[tuple[str, str]]:
    return list(headers.items()) if isinstance(headers, dict) else [tuple(pair) for pair in headers]


@pytest.mark.usefixtures("served")
def test_headers(gateway: Platform, chat: App) -> None:
    """A client can't write the gateway's headers; a replica gets the hashed one only, for the choice of a retry."""
    for name in RESERVED:
        assert one(gateway, prompt(1), headers={name: "forged"}).status == 403
    home = one(gateway, prompt(1)).replica
    for replica in chat.replicas:
        replica.clear_requests()
    forged = [one(gateway, prompt(1), headers={AFFINITY: f"forged {number}"}).replica for number in range(6)]
    assert set(forged) == {home}
    received = [request for replica in chat.replicas for request in replica.requests()]
    assert len(received) == 6
    for request in received:
        assert dict(_pairs(request["headers"]))[AFFINITY].startswith("m:")
        assert not {name for name in _names(request) if name.startswith("x-llm-")} - {AFFINITY}


@pytest.mark.usefixtures("served")
def test_what_can_t_be_read_goes_on_without_a_key(chat: App, lab: Lab) -> None:
    """A body that is malformed, compressed or of another type gets the server's answer; one too long gets 413."""
    json_type = [("content-type", "application/json")]
    good = json.dumps(prompt(1)).encode()
    for replica in chat.replicas:
        replica.clear_requests()
    broken = {
        "cut": raw.whole(HOST, good[:-20], json_type),
        "no JSON": raw.whole(HOST, b"x" * 100, json_type),
        "compressed": raw.whole(HOST, gzip.compress(good), [*json_type, ("content-encoding", "gzip")]),
        "of another type": raw.whole(HOST, good, [("content-type", "text/plain")]),
    }
    statuses = {name: raw.send(lab, request).status for name, request in broken.items()}
    # Of the replica, which can't read these.
    assert statuses == dict.fromkeys(broken, 400) | {"of another type": 200}
    assert raw.send(lab, raw.whole(HOST, b" " * (5 * 1024**2), json_type)).status == 413
    received = [request for replica in chat.replicas for request in replica.requests()]
    assert len(received) == len(broken)
    assert not [request for request in received if AFFINITY in _names(request)]


@pytest.mark.usefixtures("served")
def test_long_and_slow_bodies_have_their_key(gateway: Platform, lab: Lab) -> None:
    """The key of a body of 2 MiB, and of one that comes in pieces, is that of its beginning."""
    home = set(replicas(gateway, [prompt(1, "Hi", "Yes", "Go on")]))
    assert set(replicas(gateway, [prompt(1, "Hi", "Yes", "x" * 2_000_000)] * 2)) == home
    body = json.dumps(prompt(1, "Hi", "Yes")).encode()
    head = raw.head(HOST, [("content-type", "application/json"), ("content-length", str(len(body)))])
    with raw.connection(lab) as opened:
        opened.sendall(head)
        for start in range(0, len(body), len(body) // 4 + 1):
            time.sleep(0.3)
            opened.sendall(body[start : start + len(body) // 4 + 1])
        answer = raw.read(opened)
    assert {answer.replica} == home


def test_keys_of_the_other_replicas_stay(gateway: Platform, tmp_path: Path, lab: Lab) -> None:
    """When one of eight replicas dies or joins, its keys move; of the others at most three in a hundred do."""
    app = lab.app("mortal", namespace="ai", labels={"app": "mortal"}, replicas=REPLICAS)
    tenants = [prompt(number) for number in range(200)]
    try:
        with api(gateway, tmp_path, pool={"selector": {"app": "mortal"}}):
            before = replicas(gateway, tenants)
            lost = app.replica(3).name
            app.replica(3).kill()
            # It isn't removed yet: the first attempt fails, and the retry of each key goes to one other replica.
            during = replicas(gateway, tenants)
            app.remove_replica(3)
            lab.wait_applied()
            after = replicas(gateway, tenants)
            app.add()
            lab.wait_applied()
            joined = replicas(gateway, tenants)
    finally:
        lab.remove(app)
    stayed = [index for index, name in enumerate(before) if name != lost]
    assert all(during[index] == before[index] for index in stayed)
    moved = [index for index in stayed if after[index] != before[index]]
    assert len(moved) <= len(tenants) * 0.03
    new = {name for name in joined if name not in after}
    assert len(new) == 1
    moved = [index for index, name in enumerate(joined) if name not in new and name != after[index]]
    assert len(moved) <= len(tenants) * 0.03
    assert 200 / REPLICAS / 3 < sum(name in new for name in joined) < 200 / REPLICAS * 2.5


def test_a_canary_keeps_its_conversations(gateway: Platform, tmp_path: Path, lab: Lab) -> None:
    """Without a session header, a conversation keeps its version from its first turn on, and its replica of it."""
    labels = {name: {"app": "chat", "version": name} for name in ("v1", "v2")}
    apps = [lab.app(f"chat-{name}", namespace="ai", labels=labels[name], replicas=3) for name in labels]
    versions = [Version(name="v1", weight=70), Version(name="v2", weight=30)]
    try:
        with api(gateway, tmp_path, pool={"versions": versions}):
            turns = [("",), ("", "Yes", "More"), ("", "Yes", "More", "Good", "Bye")]
            found = []
            for number in range(200):
                talk = [prompt(number % 5, f"{number}", *turn[1:]) for turn in turns]
                found.append([one(gateway, body) for body in talk])
            assert all(len({answer.version for answer in answers}) == 1 for answers in found)
            assert all(len({answer.replica for answer in answers[1:]}) == 1 for answers in found)
            assert Counter(answers[0].version for answers in found)["v2"] in binomial_bounds(200, probability=0.3)
            for answers in [gateway.calls(body=prompt(1), session=f"{number}", count=4) for number in range(20)]:
                assert len(answers.replicas()) == 1
    finally:
        lab.remove(*apps)


@pytest.mark.usefixtures("chat")
def test_an_api_has_its_own_bound(gateway: Platform, tmp_path: Path, lab: Lab) -> None:
    """An API's own bound is in its own clusters, and the gateway's in all others."""
    with api(gateway, tmp_path, pool={"load_balancer": KEYS.model_copy(update={"max_load": 1.5})}):
        clusters = lab.gateway.clusters()
    factors = {
        name: one["common_lb_config"]["consistent_hashing_lb_config"]["hash_balance_factor"]
        for name, one in clusters.items()
    }
    own = {name for name in factors if name.endswith("|chat.ai.svc.cluster.local")}
    assert {factors[name] for name in own} == {150}
    assert {factors[name] for name in factors.keys() - own} == {125}


@pytest.mark.usefixtures("lab")
def test_a_failover_keeps_the_replica(gateway: Platform, tmp_path: Path, chat: App) -> None:
    """The second hop of a failover chooses the replica by the same key."""
    pool = Pool(selector={"app": "chat"}, target_port=8080, load_balancer=KEYS)
    other = Pool(name="other", selector={"app": "other"}, target_port=8080)
    with api(gateway, tmp_path):
        before = replicas(gateway, [prompt(number) for number in range(12)])
    with api(gateway, tmp_path, backend=Failover(backends=[pool, other])):
        assert replicas(gateway, [prompt(number, "Another") for number in range(12)]) == before
        for replica in chat.replicas:
            replica.clear_requests()
        assert one(gateway, {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}).status == 200
        assert not [found for replica in chat.replicas for found in replica.requests() if AFFINITY in _names(found)]


@pytest.mark.usefixtures("served")
def test_a_reader_that_fails_is_counted(gateway: Platform, tmp_path: Path, lab: Lab) -> None:
    """If the script fails, requests are served without a key, and a counter shows it."""
    home = one(gateway, prompt(1)).replica
    before = sum(lab.gateway.stats(ERRORS).values())
    filters = gateway.lab.cluster.kubectl("get", "envoyfilter", "-n", NAMESPACE, "llm-listeners", "-o", "yaml")
    good = yaml.safe_load(filters)
    good = {key: good[key] for key in ("apiVersion", "kind", "spec")} | {
        "metadata": {"name": "llm-listeners", "namespace": NAMESPACE}
    }
    broken = json.loads(json.dumps(good))
    for patch in broken["spec"]["configPatches"]:
        value = patch["patch"].get("value", {})
        if patch["applyTo"] == "EXTENSION_CONFIG" and value["name"] == "llm-gateway/keys":
            value["typed_config"]["default_source_code"]["inline_string"] = _FAILS
    (tmp_path / "broken.yaml").write_text(yaml.safe_dump(broken))
    (tmp_path / "good.yaml").write_text(yaml.safe_dump(good))
    try:
        lab.apply(tmp_path / "broken.yaml")
        answers = [one(gateway, prompt(1)) for _ in range(30)]
        assert {answer.status for answer in answers} == {200}
        assert len({answer.replica for answer in answers}) > REPLICAS / 2
        assert sum(lab.gateway.stats(ERRORS).values()) >= before + 30
    finally:
        lab.apply(tmp_path / "good.yaml")
    assert one(gateway, prompt(1)).replica == home


_FAILS = "function envoy_on_request(handle) local body = handle:body() error('broken') end"


@pytest.mark.usefixtures("served")
def test_callers_in_the_mesh_have_their_own_header(lab: Lab) -> None:
    """A caller's proxy reads no body: a header of its own keeps a replica, and other requests go to the least busy."""
    caller = lab.caller("client", "ai")
    try:
        address = lab.service_address("ai", "chat")
        call: dict[str, Any] = {"host": "chat.ai", "to": address, "caller": caller, "body": prompt(1), "count": 24}
        assert len(lab.call(**call, headers={"x-session-id": "one"}).replicas()) == 1
        assert len(lab.call(**call).replicas()) > REPLICAS / 2
    finally:
        lab.remove(caller)
