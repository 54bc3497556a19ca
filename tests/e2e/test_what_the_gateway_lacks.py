"""An API that needs what its gateway doesn't have: its program can't know that, so the gateway answers.

The tables of docs/llm-gateway.md and docs/api-team.md list these answers. Other tests show those of the rest: providers
and pools of others, limits, keys, inference pools.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from e2e.support.llm_gateways import HOST, HOSTS, REF, Platform, platform
from lab.environment import Lab
from lab.traffic.call import BROKEN, Answer
from llm_api_mesh import ConsistentHash, Failover, LlmApiMesh, MeshApp, Model, Pool, ProviderRef, Version

HEADER = "x-conversation"
UNLISTED, OF_ANOTHER = "unlisted.example.com", HOSTS["bi"][0]
MORE = REF.model_copy(update={"failover_backends": 4, "session_headers": (HEADER,)})
"""What the team believes of a gateway that has 3 slots and the session header `x-session-id`."""


@pytest.fixture(scope="module")
def gateway(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """The gateway."""
    with platform(shared_lab, tmp_path_factory.mktemp("gateway"), "dedicated") as running:
        yield running


@pytest.fixture(autouse=True)
def api(lab: Lab, gateway: Platform, tmp_path: Path) -> Iterator[None]:
    """An API whose program knows too much of the gateway, and one with hosts that the gateway doesn't list for it."""
    app = MeshApp(outdir=tmp_path)
    versions = [Version(name="v1", weight=50), Version(name="v2", weight=50)]
    sessions = ConsistentHash(header=HEADER)
    models = [
        Model(name="hosted", backend=ProviderRef(provider="mistral", model="mistral-small")),
        Model(name="four", backend=Failover(backends=[_pool(f"pool-{number}") for number in range(4)])),
        Model(name="served", backend=_pool("served", versions=versions, load_balancer=sessions)),
    ]
    LlmApiMesh(app, "chat", namespace="ai", hosts=[HOST], gateway=MORE, models=models)
    LlmApiMesh(app, "unlisted", namespace="ai", hosts=[UNLISTED, OF_ANOTHER], gateway=REF, backend=_pool("rest"))
    app.synth()
    lab.apply(tmp_path)
    yield
    lab.delete(tmp_path)
    assert gateway.azure.requests() == []


def _pool(name: str, **options: Any) -> Pool:
    return Pool(**{"name": name, "selector": {"app": "served"}, "target_port": 8080, **options})


@pytest.fixture
def served(lab: Lab) -> Iterator[None]:
    """A replica of each version."""
    apps = [lab.app(name, namespace="ai", labels={"app": "served", "version": name}) for name in ("v1", "v2")]
    yield
    lab.remove(*apps)


def _error(answer: Answer) -> tuple[int, str | None]:
    return answer.status, answer.json()["error"]["code"]


@pytest.mark.usefixtures("served")
def test_a_provider_that_the_gateway_does_not_have(gateway: Platform) -> None:
    """Requests for its model get 503, and other models are served."""
    assert _error(gateway.call("hosted")) == (503, "unavailable")
    assert gateway.call("served").status == 200


@pytest.mark.usefixtures("served")
def test_more_backends_than_the_gateway_has_slots(gateway: Platform) -> None:
    """Requests for the failover get 503, although its backends have pods."""
    assert _error(gateway.call("four")) == (503, "unavailable")
    assert gateway.call("served").status == 200


@pytest.mark.usefixtures("served")
def test_a_session_header_that_the_gateway_does_not_read(gateway: Platform) -> None:
    """Requests are served, but the version follows from the conversation, or else from the weights."""
    session = {HEADER: "one"}
    said = [{"model": "served", "messages": [{"role": "user", "content": f"question {n}"}]} for n in range(30)]
    by_conversation = [_versions([gateway.call(body=body, headers=session) for _ in range(3)]) for body in said]
    assert {len(versions) for versions in by_conversation} == {1}
    assert set().union(*by_conversation) == {"v1", "v2"}
    texts = {"model": "served", "input": ["one", "two"]}
    by_chance = [gateway.call(body=texts, headers=session, path="/v1/embeddings") for _ in range(40)]
    assert _versions(by_chance) == {"v1", "v2"}


def _versions(answers: Sequence[Answer]) -> set[str]:
    assert {answer.status for answer in answers} == {200}
    return {answer.version for answer in answers}


@pytest.mark.usefixtures("served")
def test_hosts_that_the_gateway_does_not_list_for_the_namespace(gateway: Platform) -> None:
    """By HTTPS, the gateway closes the connection for a host without a certificate; all others get 404."""
    assert _error(gateway.call(host=UNLISTED)) == (404, None)
    closed = gateway.call(host=UNLISTED, tls=True)
    assert closed.status == BROKEN
    assert "CERTIFICATE" not in closed.error
    for tls in (False, True):
        assert _error(gateway.call(host=OF_ANOTHER, tls=tls)) == (404, None)
