"""Requests with one beginning go to one replica, within a bound; the pods keep Istio's own statistics and one more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from e2e.support.affinity import (
    KEYS,
    REPLICAS,
    api,
    forget_requests,
    keyed,
    one,
    prompt,
    received,
    replicas,
)
from e2e.support.chance import binomial_bounds
from e2e.support.llm_gateways import Platform, platform
from lab.apps.app import App
from lab.environment import Lab
from llm_api_mesh import Failover, Pool, Version
from llm_api_mesh.plan.llm_gateway.headers import AFFINITY, RESERVED


@pytest.fixture(scope="module")
def gateway(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A gateway whose pods serve LLM APIs only."""
    folder = tmp_path_factory.mktemp("gateway")
    with platform(shared_lab, folder, "dedicated", as_told=True) as running:
        yield running


@pytest.fixture(scope="module")
def chat(gateway: Platform) -> Iterator[App]:
    """The replicas of the API."""
    app = gateway.lab.app("cached", namespace="ai", labels={"app": "cached"}, replicas=REPLICAS)
    yield app
    gateway.lab.remove(app)


@pytest.fixture
def served(gateway: Platform, chat: App, tmp_path: Path, lab: Lab) -> Iterator[App]:
    """The replicas, behind the API."""
    assert lab
    with api(gateway, tmp_path):
        yield chat


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
    assert not keyed(chat)


@pytest.mark.usefixtures("served")
def test_headers(gateway: Platform, chat: App) -> None:
    """A client can't write the gateway's headers; a replica gets the hashed one only, for the choice of a retry."""
    for name in RESERVED:
        assert one(gateway, prompt(1), headers={name: "forged"}).status == 403
    home = one(gateway, prompt(1)).replica
    forget_requests(chat)
    forged = [one(gateway, prompt(1), headers={AFFINITY: f"forged {number}"}).replica for number in range(6)]
    assert set(forged) == {home}
    assert len(received(chat)) == 6
    for request in received(chat):
        assert request["headers"][AFFINITY].startswith("m:")
        assert not {name for name in request["headers"] if name.startswith("x-llm-")} - {AFFINITY}


def test_a_canary_keeps_its_conversations(gateway: Platform, tmp_path: Path, lab: Lab) -> None:
    """Without a session header, a conversation keeps its version from its first turn on, and its replica of it."""
    labels = {name: {"app": "cached", "version": name} for name in ("v1", "v2")}
    apps = [lab.app(f"cached-{name}", namespace="ai", labels=labels[name], replicas=3) for name in labels]
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
    pool = Pool(selector={"app": "cached"}, target_port=8080, load_balancer=KEYS)
    other = Pool(name="other", selector={"app": "other"}, target_port=8080)
    with api(gateway, tmp_path):
        before = replicas(gateway, [prompt(number) for number in range(12)])
    with api(gateway, tmp_path, backend=Failover(backends=[pool, other])):
        assert replicas(gateway, [prompt(number, "Another") for number in range(12)]) == before
        forget_requests(chat)
        assert one(gateway, {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}).status == 200
        assert not keyed(chat)


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
