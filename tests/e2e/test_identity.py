"""Mutual TLS between real proxies: who may reach a replica with a sidecar, and what stays open."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from e2e.support.apis import api, declaration, host_of
from e2e.support.hostile.elsewhere import POD_GETS, POD_PORTS, STRANGER_GETS
from e2e.support.llm_apis import ACCOUNT, NAMESPACE, applied_behind
from lab.apps.app import App
from lab.environment import Lab
from lab.istio.sidecar import AGENT_PORT, PROBE
from lab.machine.processes import Process, Program
from lab.traffic.call import BROKEN, Answers
from lab.waits import wait_for
from llm_api_mesh import ALL_CALLERS, Caller, Failover, Gateway, MeshApp, PlainHttp, Pool

NAME = "private"
PORT = 8080
METRICS_PORT = 9090
GATEWAY = Gateway(anonymous=True, service_account="istio-ingress/istio-ingressgateway", http=PlainHttp())
POOL = {"open_ports": [METRICS_PORT]}


@pytest.fixture(scope="module")
def app(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """A replica whose sidecar admits the gateway and its own namespace, and everyone at one of its ports."""
    folder: Path = tmp_path_factory.mktemp(NAME)
    with api(shared_lab, folder, NAME, replicas=1, sidecar=True, gateway=GATEWAY, pool=POOL) as app:
        yield app


def call_from(lab: Lab, name: str, namespace: str, service: str = f"{NAME}/{NAME}") -> Answers:
    """Call a Service from a Pod with a sidecar, whose service account has the Pod's name."""
    caller = lab.caller(name, namespace=namespace)
    place, _, target = service.partition("/")
    address = lab.service_address(place, target)
    answers = lab.call(host=f"{target}.{place}.svc.cluster.local", to=address, caller=caller)
    lab.remove(caller)
    return answers


def test_the_gateway_is_admitted_by_its_identity(lab: Lab, app: App) -> None:
    """A request through the gateway reaches the replica with the gateway's certificate."""
    app.replica(0).clear_requests()
    assert lab.call(host=host_of(NAME), count=5).statuses() == {200: 5}
    certificate = app.replica(0).requests()[0]["headers"]["x-forwarded-client-cert"]
    assert certificate.endswith("spiffe://cluster.local/ns/istio-ingress/sa/istio-ingressgateway")


@pytest.mark.parametrize("name", POD_PORTS)
def test_a_client_without_identity_is_refused(lab: Lab, app: App, name: str) -> None:
    """A plain request to the Pod's address fails at the port of the API and at any other, as the sidecar wants TLS."""
    app.replica(0).clear_requests()
    answers = lab.call(host=host_of(NAME), to=app.replica(0).host.address, port=POD_PORTS[name])
    assert answers.statuses() == {POD_GETS.status: 1}
    assert app.replica(0).requests() == []


def test_a_caller_with_another_identity_is_forbidden(lab: Lab, app: App) -> None:
    """A caller of another namespace passes TLS and gets 403 by the policy."""
    app.replica(0).clear_requests()
    assert call_from(lab, "stranger", "strangers").statuses() == {STRANGER_GETS.status: 1}
    assert app.replica(0).requests() == []


def test_a_caller_of_the_own_namespace_is_admitted(lab: Lab, app: App) -> None:
    """By default, the pods of the API's namespace may call it past the gateway."""
    assert app
    assert call_from(lab, "colleague", NAME).statuses() == {200: 1}


def test_probes_and_metrics_stay_open(lab: Lab, app: App, tmp_path: Path) -> None:
    """The agent answers the kubelet and Prometheus in plain HTTP, and so does an open port."""
    replica = app.replica(0)
    probe = lab.call(host="probe", to=replica.host.address, port=AGENT_PORT, path=PROBE)
    assert probe.statuses() == {200: 1}
    (merged,) = lab.call(host="prometheus", to=replica.host.address, port=AGENT_PORT, path="/stats/prometheus")
    assert merged.status == 200
    assert b"vllm:num_requests_running" in merged.body
    (tmp_path / "metrics").write_text("up 1\n")
    server = Process(
        Program(
            name="metrics",
            arguments=(sys.executable, "-m", "http.server", str(METRICS_PORT)),
            namespace=replica.host.namespace,
            folder=tmp_path,
        )
    )
    wait_for("the server of metrics", lambda: _get(lab, replica.host.address).statuses() == {200: 1})
    server.kill()


def _get(lab: Lab, address: str) -> Answers:
    return lab.call(host="prometheus", to=address, port=METRICS_PORT, path="/metrics")


def test_only_named_callers_are_admitted(lab: Lab, tmp_path: Path) -> None:
    """Callers are named by namespace or by service account; then the API's own namespace has no right of its own."""
    name = "named"
    callers = [Caller(namespace="agents"), Caller(namespace="batch", service_account="runner")]
    with api(lab, tmp_path, name, replicas=1, sidecar=True, gateway=GATEWAY, callers=callers) as named:
        found = {
            (caller, namespace): call_from(lab, caller, namespace, f"{name}/{name}")[0].status
            for caller, namespace in (
                ("any", "agents"),
                ("runner", "batch"),
                ("runner-2", "batch"),
                ("runner", "agents-2"),
                ("colleague", name),
            )
        }
        assert lab.call(host=host_of(name)).statuses() == {200: 1}
        assert named.replica(0).requests()
    assert found == {
        ("any", "agents"): 200,
        ("runner", "batch"): 200,
        ("runner-2", "batch"): 403,
        ("runner", "agents-2"): 403,
        ("colleague", name): 403,
    }


def test_pods_without_a_sidecar_are_served_and_open(lab: Lab, tmp_path: Path) -> None:
    """Both objects do nothing for them: the gateway reaches them in plain HTTP, beside pods with a sidecar, as anyone.

    So pods may get their sidecars one after another.
    """
    name = "bare"
    labels = {"app": name}
    with applied_behind(lab, tmp_path, name, callers=[]):
        kinds = "peerauthentications.security.istio.io,authorizationpolicies.security.istio.io"
        assert len(lab.cluster.kubectl("get", kinds, "-n", name, "-o", "name").split()) == 2
        bare = lab.app(name, namespace=name, labels=labels)
        assert lab.call(host=host_of(name), count=5).statuses() == {200: 5}
        assert {"x-forwarded-client-cert"}.isdisjoint(bare.replica(0).requests()[0]["headers"])
        assert lab.call(host=name, to=bare.replica(0).host.address, port=PORT).statuses() == {200: 1}
        closed = lab.app(f"{name}-closed", namespace=name, labels=labels, sidecar=True)
        assert lab.call(host=host_of(name), count=20).statuses() == {200: 20}
        assert closed.replica(0).requests()
        assert lab.call(host=name, to=closed.replica(0).host.address, port=PORT).statuses() == {BROKEN: 1}
    lab.remove(bare, closed)


def test_streams_are_whole_when_the_policies_come(lab: Lab, tmp_path: Path) -> None:
    """A stream that ends within the sidecar's drainDuration, 45 s, isn't cut when the pods are closed to others."""
    name = "closing"
    slow = {"median_tokens": 2000, "concurrency": 200}
    options: dict[str, Any] = {"gateway": GATEWAY}
    with api(lab, tmp_path, name, replicas=1, sidecar=True, simulator=slow, callers=ALL_CALLERS, **options) as app:
        address = app.replica(0).host.address
        assert lab.call(host=name, to=address, port=PORT, path="/health").statuses() == {200: 1}
        app.replica(0).slow(600)
        with ThreadPoolExecutor(1) as clients:
            body = {"messages": [], "stream": True}
            stream = clients.submit(lab.call, host=host_of(name), body=body, timeout=120)
            wait_for("the stream", lambda: app.replica(0).load()["running"] == 1)
            lab.apply(_written(tmp_path / "closed", name, **options))
            assert lab.call(host=name, to=address, port=PORT, path="/health").statuses() == {BROKEN: 1}
            assert not stream.done(), stream.result()[0].error
            app.replica(0).heal()
            (answer,) = stream.result()
        assert answer.ok
        assert answer.body.endswith(b"data: [DONE]\n\n")
        lab.delete(tmp_path / "closed")


def test_a_failover_reaches_pods_that_admit_only_the_gateway(lab: Lab, tmp_path: Path) -> None:
    """The second hop of an LLM gateway has the gateway's identity, and so reaches the pool that takes over."""
    name = "spare"
    labels = {"app": f"{name}-second"}
    pools = [
        Pool(name="first", selector={"app": "none"}, target_port=PORT),
        Pool(name="second", selector=labels, target_port=PORT),
    ]
    spare = lab.app(f"{name}-second", namespace=name, labels=labels, sidecar=True)
    with applied_behind(lab, tmp_path, name, backend=Failover(backends=pools), callers=[]):
        assert lab.call(host=host_of(name), count=3).statuses() == {200: 3}
        assert call_from(lab, "colleague", name, f"{name}/second")[0].status == 403
    certificate = spare.replica(0).requests()[0]["headers"]["x-forwarded-client-cert"]
    assert certificate.endswith(f"/ns/{NAMESPACE}/sa/{ACCOUNT}")
    lab.remove(spare)


def _written(folder: Path, name: str, **options: Any) -> Path:
    app = MeshApp(outdir=folder)
    declaration(name, **options)(app)
    app.synth()
    return folder
