"""Failover: after any kind of failure of a pool, the next backend serves the first failed request."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from e2e.support.apis import applied, cluster_of, host_of
from e2e.support.clock import EARLY
from e2e.support.keys import FILE_KEYS
from e2e.support.llm_apis import SERVED, gateway_for, key_of, offered
from lab.apps.app import App
from lab.apps.hosted_provider import HostedProvider
from lab.apps.model_server import ModelServer
from lab.environment import Lab
from lab.machine import namespaces
from lab.traffic.call import Answers
from lab.waits import wait_for
from llm_api_mesh import Budget, Failover, OpenAI, Pool, ProviderRef
from llm_api_mesh.spec.llm_gateway_ref import FAILOVER_BACKENDS

NAME = "spare"
HOST = host_of(NAME)
PROVIDER = "openai"
FIRST_TOKEN = timedelta(milliseconds=300)
OFFERED = offered(PROVIDER, OpenAI(api_key=key_of(PROVIDER)), NAME)
POOL = Pool(selector={"app": NAME}, target_port=8080, ejection=None)
QUICK = timedelta(seconds=1)
BUDGET = Budget(first_token=FIRST_TOKEN, quick=QUICK)

JSON: Mapping[str, Any] = {"model": "llama", "messages": []}
SSE: Mapping[str, Any] = {**JSON, "stream": True}
BODIES = pytest.mark.parametrize("body", [JSON, SSE], ids=["json", "sse"])


@pytest.fixture(scope="module")
def provider(shared_lab: Lab) -> Iterator[HostedProvider]:
    """A hosted provider."""
    provider = shared_lab.provider(PROVIDER, hosts=["api.openai.com"], models=[SERVED])
    yield provider
    shared_lab.remove(provider)


@pytest.fixture(scope="module")
def app(shared_lab: Lab, provider: HostedProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A pool of two replicas without ejection, and the provider as the next backend."""
    assert provider  # starts before the YAML that names its host is applied
    folder = tmp_path_factory.mktemp(NAME)
    backend = Failover(backends=[POOL, ProviderRef(provider=PROVIDER, model=SERVED)])
    with (
        gateway_for(shared_lab, folder / "gateway", NAME, providers=OFFERED) as gateway,
        applied(shared_lab, folder, NAME, gateway=gateway, backend=backend, budget=BUDGET),
    ):
        app = shared_lab.app(NAME, namespace=NAME, labels={"app": NAME}, replicas=2)
        yield app
        shared_lab.remove(app)


@pytest.fixture(autouse=True)
def no_faults(app: App, provider: HostedProvider) -> Iterator[None]:
    """Clear the records of requests before each test, and end all faults after it."""
    for server in (*app.replicas, provider):
        server.clear_requests()
    yield
    for server in (*app.replicas, provider):
        server.heal()


def call(lab: Lab, body: Mapping[str, Any] = JSON, **options: Any) -> Answers:
    """Send requests to the API."""
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
def test_a_healthy_pool_serves_everything(
    lab: Lab, app: App, provider: HostedProvider, body: Mapping[str, Any]
) -> None:
    """No request goes to the provider, which charges for each request."""
    answers = call(lab, body, count=300, parallel=8)
    assert answers.statuses() == {200: 300}
    assert _attempts(*app.replicas) == 300
    assert _attempts(provider) == 0


@BODIES
@pytest.mark.parametrize("status", [429, 503])
def test_a_pool_that_refuses(lab: Lab, app: App, body: Mapping[str, Any], status: int) -> None:
    """The provider serves every request without the wait of the pool's Retry-After."""
    for replica in app.replicas:
        replica.refuse(status, retry_after=60)
    answers = call(lab, body, count=10)
    _all_by_provider(answers)
    assert max(answer.seconds for answer in answers) < 1


@BODIES
def test_a_pool_that_is_killed(lab: Lab, app: App, body: Mapping[str, Any]) -> None:
    """When connections are refused, the provider serves every request, and later the restarted pool does again."""
    for replica in app.replicas:
        replica.kill()
    try:
        _all_by_provider(call(lab, body, count=10))
    finally:
        for replica in app.replicas:
            replica.restart()
    wait_for("the return of the pool", lambda: _from_pool(app, call(lab)))


@BODIES
def test_a_pool_that_breaks_connections(lab: Lab, app: App, body: Mapping[str, Any]) -> None:
    """When replicas break connections before the first byte, the provider serves the requests."""
    for replica in app.replicas:
        replica.dying(tokens=0)
    _all_by_provider(call(lab, body, count=10))


def test_a_pool_that_hangs(lab: Lab, app: App) -> None:
    """A stream that doesn't begin in time begins at the provider."""
    for replica in app.replicas:
        replica.hang()
    limit = FIRST_TOKEN.total_seconds()
    answers = call(lab, SSE, count=6)
    _all_by_provider(answers)
    assert all(limit - EARLY <= answer.first_byte_seconds < 2 * limit for answer in answers)


def test_a_quick_endpoint_of_a_pool_that_hangs(lab: Lab, app: App) -> None:
    """A list of models has a deadline, and each backend gets a share of it."""
    for replica in app.replicas:
        replica.hang()
    (answer,) = lab.call(host=HOST, path="/v1/models")
    assert (answer.status, answer.replica) == (200, PROVIDER)
    assert QUICK.total_seconds() / 2 - EARLY <= answer.seconds < QUICK.total_seconds()


@BODIES
def test_a_pool_without_replicas(lab: Lab, app: App, body: Mapping[str, Any]) -> None:
    """Scaled to zero, the pool loses no request; scaled up, it serves the next one."""
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


def test_a_stream_that_has_begun_is_not_repeated(lab: Lab, app: App, provider: HostedProvider) -> None:
    """The client sees a broken stream, because no generation is requested twice."""
    for replica in app.replicas:
        replica.dying(tokens=3)
    answers = call(lab, SSE, count=6)
    assert [(answer.status, answer.ok) for answer in answers] == [(200, False)] * 6
    # Envoy gives a client a second to read what has arrived. A second hop that did so too would add one to each answer.
    assert min(answer.seconds for answer in answers) < 1.5
    assert _from_pool(app, answers)
    assert _attempts(*app.replicas) == 6
    assert _attempts(provider) == 0


def test_a_slow_stream_that_has_begun_in_time_is_complete(lab: Lab, app: App, provider: HostedProvider) -> None:
    """The limit applies to the first byte only."""
    for replica in app.replicas:
        replica.slow(factor=200)
    (answer,) = call(lab, {**SSE, "max_tokens": 8})
    assert answer.ok
    assert answer.first_byte_seconds < FIRST_TOKEN.total_seconds() < answer.seconds
    assert _attempts(provider) == 0


@pytest.mark.parametrize("status", [400, 401, 404, 500, 502])
def test_other_statuses_of_the_pool_go_to_the_client(lab: Lab, app: App, provider: HostedProvider, status: int) -> None:
    """Statuses that another backend would return too, or that may follow a started generation, go to the client."""
    for replica in app.replicas:
        replica.refuse(status)
    assert call(lab, count=4).statuses() == {status: 4}
    assert _attempts(*app.replicas) == 4
    assert _attempts(provider) == 0


@pytest.mark.parametrize("status", [400, 401])
def test_the_refusal_of_the_provider_goes_to_the_client(
    lab: Lab, app: App, provider: HostedProvider, status: int
) -> None:
    """The provider's answer to a wrong key or a wrong request goes to the client, without another attempt."""
    for replica in app.replicas:
        replica.refuse(429)
    provider.refuse(status)
    assert call(lab).statuses() == {status: 1}
    assert _attempts(provider) == 1


def test_each_backend_gets_its_own_headers(lab: Lab, app: App, provider: HostedProvider) -> None:
    """The pool gets the client's request unchanged; the provider gets its own host, path and key only."""
    sent = {"authorization": "Bearer clients-own", "x-session-id": "7", "x-request-id": "clients-own"}
    (answer,) = call(lab, headers=sent)
    (to_pool,) = [request for replica in app.replicas for request in replica.requests()]
    headers = to_pool["headers"]
    assert (headers["host"], headers["authorization"], headers["x-session-id"]) == (HOST, "Bearer clients-own", "7")
    assert headers["x-forwarded-for"] == lab.hub.address
    assert not any(name.startswith("x-llm") for name in headers)
    for replica in app.replicas:
        replica.refuse(429)
    (answer,) = call(lab, headers=sent)
    (to_provider,) = provider.requests()
    headers = to_provider["headers"]
    assert (headers["host"], headers["authorization"]) == ("api.openai.com", f"Bearer {FILE_KEYS[PROVIDER]}")
    assert "clients-own" not in " ".join(headers.values())
    assert not any(name.startswith(("x-forwarded", "x-envoy", "x-llm")) for name in headers)
    assert answer.replica == PROVIDER


def test_the_second_hop_is_unreachable_from_outside(lab: Lab) -> None:
    """The second hop's listeners are on loopback addresses, and no host of the gateway leads to them from outside."""
    listeners = lab.gateway.config_dump("dynamic_listeners")
    # Other listeners are draining: those of a gateway that has just been deleted.
    active = [listener["active_state"]["listener"] for listener in listeners if "active_state" in listener]
    addresses = [state["address"]["socket_address"] for state in active if state["name"].startswith("127.")]
    assert len(addresses) == FAILOVER_BACKENDS
    for address in addresses:
        where = (address["address"], address["port_value"])
        namespaces.connect(lab.gateway.host.namespace, where, 1.0).close()
        for target in (where, (lab.gateway.host.address, where[1])):
            with pytest.raises(OSError, match="refused"):
                namespaces.connect(lab.hub.namespace, target, 1.0)
    for host in ("llm-failover-2.llm-apis.svc.cluster.local", "openai.llm.llm-apis.llm-gateway.internal"):
        assert lab.call(host=host).statuses() == {404: 1}


@BODIES
def test_no_request_is_lost_while_replicas_restart_under_load(lab: Lab, app: App, body: Mapping[str, Any]) -> None:
    """While replicas are killed and restarted under load, every request is answered."""
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
    # A stream is cut if its replica was killed after the head of the answer; at most one on each connection.
    assert len(answers) - len(whole) <= 6 * len(app.replicas)
