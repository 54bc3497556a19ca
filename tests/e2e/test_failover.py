"""Failover: for each way in which a pool fails, the next backend serves the very first request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

from e2e.support.clock import EARLY
from e2e.support.keys import KEYS
from e2e.support.meshes import applied, cluster_of, host_of
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.apps.model_server import ModelServer
from lab.environment import Lab
from lab.machine import namespaces
from lab.traffic.call import Answers
from lab.waits import wait_for
from llm_api_mesh import Budget, Failover, KeyFromEnvironment, OpenAI, Pool

import pytest

NAME = "spare"
HOST = host_of(NAME)
PROVIDER = "openai"
FIRST_TOKEN = timedelta(milliseconds=300)
OPENAI = OpenAI(api_key=KeyFromEnvironment(variable="OPENAI_API_KEY"))
POOL = Pool(selector={"app": NAME}, ejection=None)
QUICK = timedelta(seconds=1)
BUDGET = Budget(first_token=FIRST_TOKEN, quick=QUICK)

JSON: Mapping[str, Any] = {"messages": []}
SSE: Mapping[str, Any] = {"messages": [], "stream": True}
BODIES = pytest.mark.parametrize("body", [JSON, SSE], ids=["json", "sse"])


@pytest.fixture(scope="module")
def provider(shared_lab: Lab) -> Iterator[HostedProvider]:
    """A hosted provider."""
    provider = shared_lab.provider(PROVIDER, hosts=["api.openai.com"])
    yield provider
    shared_lab.remove(provider)


@pytest.fixture(scope="module")
def app(shared_lab: Lab, provider: HostedProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A pool of two replicas that are never ejected, and the provider behind it."""
    assert provider  # before YAML that names its host
    folder = tmp_path_factory.mktemp(NAME)
    backend = Failover(backends=[POOL, OPENAI])
    with applied(shared_lab, folder, NAME, backend=backend, budget=BUDGET):
        app = shared_lab.app(NAME, namespace=NAME, labels={"app": NAME}, replicas=2)
        yield app
        shared_lab.remove(app)


@pytest.fixture(autouse=True)
def well(app: App, provider: HostedProvider) -> Iterator[None]:
    """Everything is well before each test."""
    for server in (*app.replicas, provider):
        server.clear_requests()
    yield
    for server in (*app.replicas, provider):
        server.heal()


def call(lab: Lab, body: Mapping[str, Any] = JSON, **options: Any) -> Answers:
    """Send requests to the mesh."""
    return lab.call(**{"host": HOST, "body": body, "timeout": 8.0, **options})


def _from_pool(app: App, answers: Answers) -> bool:
    return answers.replicas().keys() <= {replica.name for replica in app.replicas}


def _has_many(server: ModelServer) -> bool:
    many = 20
    return len(server.requests()) > many


def _attempts(*servers: ModelServer) -> int:
    return sum(len(server.requests()) for server in servers)


def _all_by_provider(answers: Answers) -> None:
    assert answers.statuses() == {200: len(answers)}
    assert answers.replicas() == {PROVIDER: len(answers)}
    assert all(answer.ok for answer in answers)


@BODIES
def test_while_the_pool_is_well_it_serves_everything(
    lab: Lab, app: App, provider: HostedProvider, body: Mapping[str, Any]
) -> None:
    """Not one request goes to the provider, who is paid for each."""
    answers = call(lab, body, count=300, parallel=8)
    assert answers.statuses() == {200: 300}
    assert _attempts(*app.replicas) == 300
    assert _attempts(provider) == 0


@BODIES
@pytest.mark.parametrize("status", [429, 503])
def test_a_pool_that_refuses(lab: Lab, app: App, body: Mapping[str, Any], status: int) -> None:
    """Every first request is served by the provider, without the wait that the pool asks for."""
    for replica in app.replicas:
        replica.refuse(status, retry_after=60)
    answers = call(lab, body, count=10)
    _all_by_provider(answers)
    assert max(answer.seconds for answer in answers) < 1


@BODIES
def test_a_pool_that_is_killed(lab: Lab, app: App, body: Mapping[str, Any]) -> None:
    """Connections are refused; the provider serves every request, and the pool again once it is back."""
    for replica in app.replicas:
        replica.kill()
    try:
        _all_by_provider(call(lab, body, count=10))
    finally:
        for replica in app.replicas:
            replica.restart()
    wait_for("the pool's return", lambda: _from_pool(app, call(lab)))


@BODIES
def test_a_pool_that_dies_under_its_requests(lab: Lab, app: App, body: Mapping[str, Any]) -> None:
    """What was waiting for its first byte when the replicas broke off is served by the provider."""
    for replica in app.replicas:
        replica.dying(tokens=0)
    _all_by_provider(call(lab, body, count=10))


def test_a_pool_that_hangs(lab: Lab, app: App) -> None:
    """A stream that hasn't begun in time begins at the provider."""
    for replica in app.replicas:
        replica.hang()
    limit = FIRST_TOKEN.total_seconds()
    answers = call(lab, SSE, count=6)
    _all_by_provider(answers)
    assert all(limit - EARLY <= answer.first_byte_seconds < 2 * limit for answer in answers)


def test_a_short_answer_that_does_not_come(lab: Lab, app: App) -> None:
    """A list of models has a deadline, of which each backend has its share."""
    for replica in app.replicas:
        replica.hang()
    (answer,) = lab.call(host=HOST, path="/v1/models")
    assert (answer.status, answer.replica) == (200, PROVIDER)
    assert QUICK.total_seconds() / 2 - EARLY <= answer.seconds < QUICK.total_seconds()


@BODIES
def test_a_pool_without_replicas(lab: Lab, app: App, body: Mapping[str, Any]) -> None:
    """Scaled to zero, the pool costs no request; scaled up, it serves the next one."""
    for replica in app.replicas:
        replica.set_ready(ready=False)
    lab.wait_applied()
    try:
        assert not any(health == "HEALTHY" for health in lab.gateway.endpoints(cluster_of(NAME)).values())
        _all_by_provider(call(lab, body, count=10))
    finally:
        for replica in app.replicas:
            replica.set_ready(ready=True)
        lab.wait_applied()
    assert _from_pool(app, call(lab, body, count=10))


def test_a_stream_that_has_begun_stays_where_it_is(lab: Lab, app: App, provider: HostedProvider) -> None:
    """Its end is the client's to see: nothing is asked for twice."""
    for replica in app.replicas:
        replica.dying(tokens=3)
    answers = call(lab, SSE, count=6)
    assert [(answer.status, answer.ok) for answer in answers] == [(200, False)] * 6
    # A second is what Envoy gives a client to read what has come; the second hop adds none.
    assert max(answer.seconds for answer in answers) < 1.5
    assert _from_pool(app, answers)
    assert _attempts(*app.replicas) == 6
    assert _attempts(provider) == 0


def test_a_slow_stream_that_has_begun_in_time_is_never_cut(lab: Lab, app: App, provider: HostedProvider) -> None:
    """The limit is for the first byte alone."""
    for replica in app.replicas:
        replica.slow(factor=200)
    (answer,) = call(lab, {**SSE, "max_tokens": 8})
    assert answer.ok
    assert answer.first_byte_seconds < FIRST_TOKEN.total_seconds() < answer.seconds
    assert _attempts(provider) == 0


@pytest.mark.parametrize("status", [400, 401, 404, 500, 502])
def test_other_answers_of_the_pool_are_passed_on(lab: Lab, app: App, provider: HostedProvider, status: int) -> None:
    """What another backend would say, too, or what may have come of a generation, is the client's."""
    for replica in app.replicas:
        replica.refuse(status)
    assert call(lab, count=4).statuses() == {status: 4}
    assert _attempts(*app.replicas) == 4
    assert _attempts(provider) == 0


@pytest.mark.parametrize("status", [400, 401])
def test_the_provider_s_refusal_is_passed_on(lab: Lab, app: App, provider: HostedProvider, status: int) -> None:
    """A wrong key or a wrong request: it is asked once, and nobody else after it."""
    for replica in app.replicas:
        replica.refuse(429)
    provider.refuse(status)
    assert call(lab).statuses() == {status: 1}
    assert _attempts(provider) == 1


def test_each_backend_sees_what_is_its_own(lab: Lab, app: App, provider: HostedProvider) -> None:
    """The pool gets the request as the client wrote it; the provider its own host, path and key, and no credential."""
    sent = {"authorization": "Bearer clients-own", "x-session-id": "7", "x-request-id": "clients-own"}
    (answer,) = call(lab, headers=sent)
    (to_pool,) = [request for replica in app.replicas for request in replica.requests()]
    headers = to_pool["headers"]
    assert (headers["host"], headers["authorization"], headers["x-session-id"]) == (HOST, "Bearer clients-own", "7")
    assert headers["x-forwarded-for"] == lab.hub.address
    assert "x-llm-stream" not in headers
    for replica in app.replicas:
        replica.refuse(429)
    (answer,) = call(lab, headers=sent)
    (to_provider,) = provider.requests()
    headers = to_provider["headers"]
    assert (headers["host"], headers["authorization"]) == ("api.openai.com", f"Bearer {KEYS['OPENAI_API_KEY']}")
    assert "clients-own" not in " ".join(headers.values())
    assert not any(name.startswith(("x-forwarded", "x-envoy", "x-llm")) for name in headers)
    assert answer.replica == PROVIDER


def test_nobody_outside_of_the_pod_reaches_the_second_hop(lab: Lab) -> None:
    """Its listeners are on loopback addresses, and no route of the way in leads there by a host."""
    listeners = lab.gateway.config_dump("dynamic_listeners")
    # Others are draining: those of a mesh that has just gone.
    active = [listener["active_state"]["listener"] for listener in listeners if "active_state" in listener]
    addresses = [state["address"]["socket_address"] for state in active if state["name"].startswith("127.")]
    assert len(addresses) == 2
    for address in addresses:
        where = (address["address"], address["port_value"])
        namespaces.connect(lab.gateway.host.namespace, where, 1.0).close()
        for target in (where, (lab.gateway.host.address, where[1])):
            with pytest.raises(OSError, match="refused"):
                namespaces.connect(lab.hub.namespace, target, 1.0)
    assert lab.call(host=f"failover.{NAME}.{NAME}.llm-api-mesh.internal").statuses() == {404: 1}


@BODIES
def test_under_load_no_request_is_lost_while_the_pool_goes_and_comes(
    lab: Lab, app: App, body: Mapping[str, Any]
) -> None:
    """Requests flow while the replicas are killed, are away and return: each is answered, whole."""
    with ThreadPoolExecutor(1) as pool:
        flow = pool.submit(call, lab, body, count=1500, parallel=6)
        for replica in app.replicas:
            wait_for("requests", partial(_has_many, replica))
            replica.kill()
        for replica in app.replicas:
            replica.restart()
        answers = flow.result()
    assert [answer for answer in answers if answer.status != 200] == []
    assert {PROVIDER, *(replica.name for replica in app.replicas)} == answers.replicas().keys()
    whole = [answer for answer in answers if answer.ok]
    # A stream whose head was out when its replica was killed is cut; at most one on each connection.
    assert len(answers) - len(whole) <= 6 * len(app.replicas)
