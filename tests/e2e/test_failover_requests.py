"""Failover together with fault drills, sessions, client addresses and tokens, and the example."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from e2e.support.apis import applied, example
from e2e.support.failover_pools import HOST, NAME, failover, pool, pools
from e2e.support.folders import TOKENS
from e2e.support.keys import FILE_KEYS, token
from e2e.support.llm_apis import at_pods, gateway_for
from lab.environment import Lab
from llm_api_mesh import ConsistentHash, FaultDrill, LlmGatewayRef, Route, Version


@pytest.fixture
def gateway(lab: Lab, tmp_path: Path) -> Iterator[LlmGatewayRef]:
    """The gateway of a test."""
    with gateway_for(lab, tmp_path / "gateway", NAME) as gateway:
        yield gateway


def test_a_drill_makes_the_next_backend_take_over(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """The drill's fault applies to the first backend only, so it shows the failover without a broken backend."""
    drill = FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429)
    with applied(lab, tmp_path, NAME, gateway=gateway, backend=failover(), drills=[drill]), pools(lab) as apps:
        (plain,) = lab.call(host=HOST, body={})
        (drilled,) = lab.call(host=HOST, body={}, headers={"x-drill": "full"})
        requests = [len(app.replica(0).requests()) for app in apps]
    assert (plain.replica, drilled.replica) == ("legs-0-0", "legs-1-0")
    assert requests == [1, 1]


def test_a_session_keeps_its_replica_and_version_behind_a_failover(
    lab: Lab, gateway: LlmGatewayRef, tmp_path: Path
) -> None:
    """Load balancing and weights are those of the backend, by the client's own headers and address."""
    versions = [Version(name="v1", weight=50), Version(name="v2", weight=50)]
    backend = failover(first=pool(load_balancer=ConsistentHash(header="x-session-id"), versions=versions))
    with (
        applied(
            lab,
            tmp_path,
            NAME,
            gateway=gateway,
            backend=backend,
            routes=[Route(name="new", headers={"x-new": ""}, version="v2")],
        ),
    ):
        apps = [
            lab.app(f"legs-0-{version}", namespace=NAME, labels={"app": "legs-0", "version": version}, replicas=2)
            for version in ("v1", "v2")
        ]
        sessions = [
            lab.call(host=HOST, body={}, count=4, headers={"x-session-id": str(session)}) for session in range(30)
        ]
        new = lab.call(host=HOST, body={}, count=10, headers={"x-new": "1"})
        lab.remove(*apps)
    assert all(len(answers.replicas()) == 1 for answers in sessions)
    assert {version for answers in sessions for version in answers.versions()} == {"v1", "v2"}
    assert new.versions() == {"v2": 10}


def test_the_second_hop_sees_client_addresses(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """The second hop hashes the client's address, not the gateway's, so callers are spread over the replicas."""
    backend = failover(first=pool(load_balancer=ConsistentHash(source_ip=True)))
    with applied(lab, tmp_path, NAME, gateway=gateway, backend=backend):
        app = lab.app("legs-0", namespace=NAME, labels={"app": "legs-0"}, replicas=4)
        # No pool selects these names. Otherwise each caller would be an endpoint without a server.
        callers = [lab.caller(f"caller-{index}", NAME, sidecar=False) for index in range(8)]
        seen = [lab.call(host=HOST, body={}, count=3, caller=caller).replicas() for caller in callers]
        lab.remove(app, *callers)
    assert all(len(replicas) == 1 for replicas in seen)
    assert len({replica for replicas in seen for replica in replicas}) > 1


def test_a_gateway_that_requires_tokens(lab: Lab, gateway: LlmGatewayRef, tmp_path: Path) -> None:
    """The first hop validates and removes the token; the second hop doesn't require it."""
    with applied(lab, tmp_path, NAME, gateway=gateway, backend=failover()), pools(lab) as (first, _second):
        tokens = at_pods(TOKENS, tmp_path)
        lab.apply(tokens)
        try:
            with_token = {"authorization": f"Bearer {token()}"}
            assert lab.call(host=HOST, body={}).statuses() == {403: 1}
            assert lab.call(host=HOST, body={}, headers=with_token).statuses() == {200: 1}
            first.replica(0).refuse(429)
            assert lab.call(host=HOST, body={}, headers=with_token, count=4).replicas() == {"legs-1-0": 4}
        finally:
            lab.delete(tokens)


def test_the_example(lab: Lab, tmp_path: Path) -> None:
    """Each model is served by its own Pods, one of them with a canary, and otherwise by the provider."""
    azure = lab.provider("azure", hosts=["acme.openai.azure.com"], base_path="/openai/v1", models=["gpt-4o-mini"])

    def served(model: str) -> set[str]:
        answers = lab.call(host="chat.example.com", body={"model": model, "stream": True}, count=5)
        assert answers.statuses() == {200: 5}
        return set(answers.replicas())

    with example(lab, tmp_path, "failover"):
        assert served("llama-3.3-70b") == served("qwen3-32b") == {"azure"}
        apps = [
            lab.app(name, namespace="ai", labels={"app": name.partition("-")[0], "version": name.partition("-")[2]})
            for name in ("llama-v1", "llama-v2", "qwen-v1")
        ]
        assert served("qwen3-32b") == {"qwen-v1-0"}
        assert served("llama-3.3-70b") <= {"llama-v1-0", "llama-v2-0"}
        lab.remove(*apps)
        assert served("qwen3-32b") == {"azure"}
        assert {(request["headers"]["api-key"], request["body"]["model"]) for request in azure.requests()} == {
            (FILE_KEYS["azure"], "gpt-4o-mini")
        }
    lab.remove(azure)
