"""Services that exist already: one of the API's namespace has its policy, and one of another namespace its routes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from cdk8s import ApiObject, Chart, JsonPatch

from e2e.support.apis import declared, host_of
from e2e.support.llm_apis import gateway_for
from lab.apps.app import App
from lab.environment import Lab
from llm_api_mesh import Budget, ConsistentHash, Failover, LlmApiMesh, MeshApp, ServiceRef
from support.apps import PLAIN_GATEWAY

NAME, ELSEWHERE, SERVICE = "refs", "refs-elsewhere", "vllm"
HOST = host_of(NAME)
PORT = 8000
OTHER = ServiceRef(name=SERVICE, namespace=ELSEWHERE, port=PORT)


def service(app: MeshApp, namespace: str) -> None:
    """Declare a Service as another program does, such as Helm."""
    chart = Chart(app, f"helm-{namespace}", namespace=namespace)
    made = ApiObject(chart, "service", api_version="v1", kind="Service", metadata={"name": SERVICE})
    ports = [{"name": "http", "port": PORT, "targetPort": 8080}]
    made.add_json_patch(JsonPatch.add("/spec", {"selector": {"app": SERVICE}, "ports": ports}))


@contextmanager
def referring(lab: Lab, folder: Path, *namespaces: str, replicas: int = 3, **options: Any) -> Iterator[list[App]]:
    """Apply an API and the Services to which it refers, and run the pods of each."""

    def declare(app: MeshApp) -> None:
        for namespace in namespaces:
            service(app, namespace)
        LlmApiMesh(app, NAME, namespace=NAME, hosts=[HOST], **{"gateway": PLAIN_GATEWAY, **options})

    lab.cluster.require_namespace(NAME)
    with declared(lab, folder, declare):
        labels = {"app": SERVICE}
        apps = [lab.app(f"of-{one}", namespace=one, labels=labels, replicas=replicas) for one in namespaces]
        try:
            yield apps
        finally:
            lab.remove(*apps)


def test_the_policy_of_a_service_of_the_api_s_namespace(lab: Lab, tmp_path: Path) -> None:
    """Sessions keep their replica, connections end before the server's, and callers in the mesh have the routes."""
    balancer = ConsistentHash(header="x-session-id")
    backend = ServiceRef(name=SERVICE, port=PORT, load_balancer=balancer, max_requests_per_connection=50)
    with referring(lab, tmp_path, NAME, backend=backend):
        found = [
            lab.call(host=HOST, body={}, headers={"x-session-id": f"session-{number}"}, count=5).replicas()
            for number in range(20)
        ]
        assert all(len(replicas) == 1 for replicas in found)
        assert len({replica for replicas in found for replica in replicas}) > 1
        cluster = lab.gateway.clusters()[f"outbound|{PORT}||{SERVICE}.{NAME}.svc.cluster.local"]
        assert cluster["lb_policy"] == "MAGLEV"
        assert cluster["outlier_detection"]["consecutive_gateway_failure"] == 5
        (options,) = cluster["typed_extension_protocol_options"].values()
        assert options["common_http_protocol_options"]["max_requests_per_connection"] == 50

        caller = lab.caller("caller-refs", NAME)
        inside = lab.call(
            host=f"{SERVICE}.{NAME}.svc.cluster.local",
            to=lab.service_address(NAME, SERVICE),
            port=PORT,
            caller=caller,
            body={},
            headers={"x-session-id": "session-0"},
            count=5,
        )
        lab.remove(caller)
        assert inside.replicas().keys() == found[0].keys()


def test_a_service_of_another_namespace(lab: Lab, tmp_path: Path) -> None:
    """Its requests are answered, with the API's retries and deadlines, and without any policy of the API's."""
    with referring(
        lab, tmp_path, ELSEWHERE, replicas=3, backend=OTHER, budget=Budget(generation=timedelta(seconds=1))
    ) as (app,):
        assert lab.call(host=HOST, body={}, count=40).replicas().keys() == {one.name for one in app.replicas}
        cluster = lab.gateway.clusters()[f"outbound|{PORT}||{SERVICE}.{ELSEWHERE}.svc.cluster.local"]
        assert "consecutive_gateway_failure" not in cluster.get("outlier_detection", {})
        # Each of two retries chooses six times at random, so one in 500,000 requests to this replica isn't served.
        app.replica(0).refuse(503)
        assert lab.call(host=HOST, body={}, count=20).statuses() == {200: 20}
        app.replica(0).heal()
        for replica in app.replicas:
            replica.hang()
        assert lab.call(host=HOST, body={}).statuses() == {504: 1}
        for replica in app.replicas:
            replica.heal()


def test_services_of_two_namespaces_in_a_failover(lab: Lab, tmp_path: Path) -> None:
    """The next one answers if the first one refuses, whichever of them is in another namespace."""
    own = ServiceRef(name=SERVICE, port=PORT, ejection=None)
    for first, second, places in ((OTHER, own, (ELSEWHERE, NAME)), (own, OTHER, (NAME, ELSEWHERE))):
        folder = tmp_path / places[0]
        with (
            gateway_for(lab, folder / "gateway", NAME, pool_users={ELSEWHERE: [NAME]}) as gateway,
            referring(
                lab,
                folder / "api",
                *places,
                replicas=1,
                gateway=gateway,
                backend=Failover(backends=[first, second]),
            ) as (before, after),
        ):
            assert lab.call(host=HOST, body={}, count=5).statuses() == {200: 5}
            assert (len(before.replica(0).requests()), len(after.replica(0).requests())) == (5, 0)
            before.replica(0).refuse(429)
            assert lab.call(host=HOST, body={}, count=5).statuses() == {200: 5}
            assert len(after.replica(0).requests()) == 5
