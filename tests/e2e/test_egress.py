"""The way out: what an API's pods may call, and what the routes of an LLM gateway reach."""

from __future__ import annotations

import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from e2e.support.apis import api, host_of
from e2e.support.llm_apis import NAME, NAMESPACE, declared_behind, pods
from lab.apps.app import App
from lab.apps.caller import Caller
from lab.apps.hosted_provider import HostedProvider
from lab.apps.model_server import ModelServer
from lab.environment import Lab
from lab.machine.certificates import trusting
from lab.traffic.call import BROKEN, Answer
from llm_api_mesh import ALL_POOL_USERS, LlmApiMesh, LlmGateway, MeshApp, Outbound, Pool

API = "weights"
"""The API, its namespace, and the label of its pods."""
HUB, ELSEWHERE = "hub.example.net", "elsewhere.example.net"
OUTBOUND = Outbound(hosts=[HUB], namespaces=["storage"])


@contextmanager
def applied_objects(lab: Lab, folder: Path, *objects: Mapping[str, Any]) -> Iterator[None]:
    """Apply objects as they are; delete them afterwards."""
    path = folder / f"{objects[0]['metadata']['name']}.yaml"
    path.write_text(yaml.safe_dump_all(map(dict, objects)))
    lab.apply(path)
    try:
        yield
    finally:
        lab.delete(path)


class Outside(NamedTuple):
    """Two servers outside of the mesh, the Services of three namespaces, and a Pod beside the API's."""

    lab: Lab
    hub: HostedProvider
    elsewhere: HostedProvider
    tls: ssl.SSLContext
    neighbour: Caller
    """A Pod of the API's namespace without the labels of its pods."""

    def by_tls(self, caller: Caller | ModelServer, host: str, server: HostedProvider) -> Answer:
        """Call a host by TLS, at the address of a server."""
        (answer,) = self.lab.call(host, path="/v1/models", caller=caller, to=server.host.address, tls=self.tls)
        return answer

    def service(self, caller: Caller | ModelServer, namespace: str) -> int:
        """Call the Service of a namespace; return the status."""
        address = self.lab.service_address(namespace, "store")
        (answer,) = self.lab.call(f"store.{namespace}.svc.cluster.local", caller=caller, to=address)
        return answer.status


@pytest.fixture(scope="module")
def outside(shared_lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """What the pods may call, or not."""
    lab, folder = shared_lab, tmp_path_factory.mktemp("outside")
    servers = {name: lab.provider(name.partition(".")[0], hosts=[name]) for name in (HUB, ELSEWHERE)}
    namespaces = (API, "storage", "secrets")
    apps: list[App] = [lab.app("store", namespace=namespace, labels={"app": "store"}) for namespace in namespaces]
    port = {"name": "http", "port": 80, "targetPort": 8080, "appProtocol": "http"}
    services = [
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": "store", "namespace": namespace},
            "spec": {"selector": {"app": "store"}, "ports": [port]},
        }
        for namespace in namespaces
    ]
    neighbour = lab.caller("neighbour", namespace=API)
    with applied_objects(lab, folder, *services):
        yield Outside(lab, servers[HUB], servers[ELSEWHERE], trusting([lab.authority]), neighbour)
    lab.remove(*servers.values(), *apps, neighbour)


def test_by_default_pods_call_everything(lab: Lab, tmp_path: Path, outside: Outside) -> None:
    """Without `outbound`, the API changes nothing for its pods."""
    with api(lab, tmp_path, API, replicas=1, sidecar=True) as app:
        for host, server in ((HUB, outside.hub), (ELSEWHERE, outside.elsewhere)):
            assert outside.by_tls(app.replica(0), host, server).status == 200
        assert [outside.service(app.replica(0), name) for name in (API, "storage", "secrets")] == [200, 200, 200]


def test_pods_call_what_is_named_and_nothing_else(lab: Lab, tmp_path: Path, outside: Outside) -> None:
    """Named hosts and namespaces and the own one; to others, TLS breaks and plain HTTP gets 502.

    The gateway serves the API as before, and other pods of the namespace aren't restricted.
    """
    neighbour = outside.neighbour
    with api(lab, tmp_path, API, replicas=1, sidecar=True, outbound=OUTBOUND) as app:
        pod = app.replica(0)
        assert outside.by_tls(pod, HUB, outside.hub).status == 200
        assert outside.by_tls(pod, ELSEWHERE, outside.elsewhere).status == BROKEN
        assert [outside.service(pod, name) for name in (API, "storage", "secrets")] == [200, 200, 502]
        (plain,) = lab.call(HUB, caller=pod, to=outside.hub.host.address, port=80)
        assert plain.status == 502
        assert outside.by_tls(neighbour, ELSEWHERE, outside.elsewhere).status == 200
        assert outside.service(neighbour, "secrets") == 200
        assert lab.call(host=host_of(API), count=3).statuses() == {200: 3}


def test_a_pod_chooses_no_address(lab: Lab, tmp_path: Path, outside: Outside) -> None:
    """The sidecar resolves the named host, so a connection to another address reaches the host all the same.

    The name of another host reaches nothing, even at the address of the named one.
    """
    with api(lab, tmp_path, API, replicas=1, sidecar=True, outbound=OUTBOUND) as app:
        outside.elsewhere.clear_requests()
        answer = outside.by_tls(app.replica(0), HUB, outside.elsewhere)
        assert (answer.status, answer.replica) == (200, "hub")
        assert outside.by_tls(app.replica(0), ELSEWHERE, outside.hub).status == BROKEN
        assert outside.elsewhere.requests() == []


def test_the_pods_sidecar_precedes_that_of_the_namespace(lab: Lab, tmp_path: Path, outside: Outside) -> None:
    """A Sidecar for all pods of the namespace acts on the others only."""
    whole = {
        "apiVersion": "networking.istio.io/v1",
        "kind": "Sidecar",
        "metadata": {"name": "default", "namespace": API},
        "spec": {"egress": [{"hosts": ["~/*"]}], "outboundTrafficPolicy": {"mode": "REGISTRY_ONLY"}},
    }
    with (
        applied_objects(lab, tmp_path, whole),
        api(lab, tmp_path, API, replicas=1, sidecar=True, outbound=OUTBOUND) as app,
    ):
        assert outside.by_tls(app.replica(0), HUB, outside.hub).status == 200
        assert outside.by_tls(outside.neighbour, HUB, outside.hub).status == BROKEN


TEAM = "team"


def _route(host: str, port: int = 443) -> Mapping[str, Any]:
    """A VirtualService of a team's that leads to some host."""
    return {
        "apiVersion": "networking.istio.io/v1",
        "kind": "VirtualService",
        "metadata": {"name": "out", "namespace": TEAM},
        "spec": {
            "hosts": [host_of("out")],
            "gateways": [f"{NAMESPACE}/{NAME}"],
            "exportTo": ["*"],
            "http": [{"route": [{"destination": {"host": host, "port": {"number": port}}}]}],
        },
    }


def _declare(app: MeshApp, gateway: LlmGateway) -> None:
    pool = Pool(selector={"app": TEAM}, target_port=8080)
    LlmApiMesh(app, TEAM, namespace=TEAM, hosts=[host_of(TEAM)], gateway=gateway, backend=pool)


def test_a_gateway_has_no_way_to_unknown_hosts(lab: Lab, tmp_path: Path, outside: Outside) -> None:
    """A route to a host that nobody has declared gets 503, and a client's own choice of a host 404.

    The proxy has no cluster that takes the address from the request. A Sidecar of the gateway's namespace changes
    nothing, as Istio applies it to sidecars only.
    """
    narrow = {
        "apiVersion": "networking.istio.io/v1",
        "kind": "Sidecar",
        "metadata": {"name": "default", "namespace": NAMESPACE},
        "spec": {"egress": [{"hosts": ["~/*"]}], "outboundTrafficPolicy": {"mode": "REGISTRY_ONLY"}},
    }
    outside.elsewhere.clear_requests()
    hosts = {TEAM: [host_of(TEAM), host_of("out")]}
    served = lab.app(TEAM, namespace=TEAM, labels={"app": TEAM})
    with declared_behind(lab, tmp_path / "gateway", _declare, hosts=hosts):
        with applied_objects(lab, tmp_path, _route(ELSEWHERE)):
            assert lab.call(host_of("out")).statuses() == {503: 1}
        assert lab.call(ELSEWHERE).statuses() == {404: 1}
        assert lab.call(host_of(TEAM), method="CONNECT", path=f"{ELSEWHERE}:443")[0].status in {400, 404}
        with applied_objects(lab, tmp_path, narrow):
            assert lab.call(host_of(TEAM)).statuses() == {200: 1}
            clusters = pods(lab).clusters().values()
    lab.remove(served)
    kinds = {(one.get("type"), one.get("cluster_type", {}).get("name")) for one in clusters}
    assert "ORIGINAL_DST" not in {kind for kind, _ in kinds}
    assert not {name for _, name in kinds} & {
        "envoy.clusters.dynamic_forward_proxy",
        "envoy.cluster.original_dst",
    }
    assert outside.elsewhere.requests() == []


@pytest.mark.usefixtures("outside")
@pytest.mark.parametrize(
    ("name", "users", "status"),
    [
        (ELSEWHERE, ALL_POOL_USERS, 503),
        ("store.secrets.svc.cluster.local", ALL_POOL_USERS, 200),
        ("store.secrets.svc.cluster.local", {}, 403),
    ],
)
def test_an_external_name_is_an_alias(
    lab: Lab, tmp_path: Path, name: str, users: Mapping[str, Any], status: int
) -> None:
    """A Service of type ExternalName leads to a host that Istio knows, with the rights of a route to that host."""
    external = {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "alias", "namespace": TEAM},
        "spec": {"type": "ExternalName", "externalName": name, "ports": [{"name": "http", "port": 80}]},
    }
    hosts = {TEAM: [host_of(TEAM), host_of("out")]}
    route = _route(f"alias.{TEAM}.svc.cluster.local", 80)
    with (
        declared_behind(lab, tmp_path / "gateway", _declare, hosts=hosts, pool_users=users),
        applied_objects(lab, tmp_path, external, route),
    ):
        assert lab.call(host_of("out")).statuses() == {status: 1}
