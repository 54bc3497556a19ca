"""What a team can do to others with all rights in its own namespace: each test is a row of docs/tenancy.md."""

from __future__ import annotations

import base64
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml

from e2e.support.keys import AWS
from e2e.support.llm_gateways import (
    ADDRESS,
    DEPLOYED,
    HOST,
    KEY,
    NAMESPACE,
    REF,
    Platform,
    declare_api,
    declared,
    platform,
    pools,
)
from e2e.support.tenants import (
    AZURE,
    COPIES,
    FORGED,
    LIST,
    POOL,
    PUBLIC,
    SELECTOR,
    THIEF,
    VERTEX,
    VICTIM_POOL,
    Object,
    Tenant,
    destination,
    destination_rule,
    istio,
    pool,
    route,
    service,
    service_entry,
    sets,
    virtual_service,
)
from e2e.support.tenants import HOST as HOST_OF_THIEF
from e2e.support.tenants import gateway as istio_gateway
from lab.apps.app import App
from lab.cluster.client import Ref
from lab.environment import Lab
from lab.errors import RefusedError, RejectedError
from lab.istio.deployed_gateway import DeployedGateway
from lab.istio.istiod import IstiodSpec
from lab.machine.certificates import Certificate
from lab.machine.processes import Process, Program
from lab.tools import cache
from lab.traffic.call import Answer
from lab.waits import wait_for
from llm_api_mesh import AzureOpenAI, GatewayProvider, JwtRule, KeyFromFile, MeshApp, VertexAI
from llm_api_mesh.spec.consistent_hash import LARGEST_RING
from llm_api_mesh.spec.mirror import MOST_COPIES
from support.tokens import KEY_SET

TOKEN = "ya29.of-the-gateway"  # noqa: S105  # the lab's own
PROVIDERS = {
    "azure": GatewayProvider(
        provider=AzureOpenAI(resource="acme", api_key=KeyFromFile(path="/run/secrets/azure/key.json")),
        namespaces=["ai", "bi"],
        secret="azure",  # noqa: S106
    ),
    "vertex": GatewayProvider(provider=VertexAI(project="ours", location="europe-west4"), namespaces=["ai"]),
}
TWO = "two.example.com"
OUTSIDE = "collector.example.net"
# The second one is for a route that leads back to the gateway.
RULES = [JwtRule(issuer="https://issuer.example.com", audiences=["llm"], jwks=KEY_SET)]
POOL_USERS = {"ai": ["bi"], NAMESPACE: [THIEF]}


@pytest.fixture(scope="module")
def victim() -> dict[str, App]:
    """The pools of the API that must not be hurt; filled by the gateway's fixture."""
    return {}


@pytest.fixture(scope="module")
def gateway(victim: dict[str, App], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    """A gateway whose pods istiod deploys, in a separate lab, with the API that must not be hurt.

    The team's older objects stand there before the gateway, because Istio gives a name to the oldest.
    """
    folder = tmp_path_factory.mktemp("tenancy")
    with Lab(istiod_spec=IstiodSpec(deploys_gateways=True)) as lab:
        lab.cluster.require_namespace(THIEF)
        older = folder / "older.yaml"
        older.write_text(yaml.safe_dump_all(OLDER))
        lab.apply(older)
        lab.metadata_server(TOKEN)
        lab.provider("vertex", hosts=["europe-west4-aiplatform.googleapis.com"], base_path="/v1/projects/ours")
        with (
            platform(
                lab, folder, "deployed", statistics=[COPIES], providers=PROVIDERS, pool_users=POOL_USERS
            ) as running,
            pools(lab) as apps,
        ):
            running.apply_api(folder / "api")
            victim.update(apps)
            yield running


@pytest.fixture(scope="module")
def thief(gateway: Platform, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tenant]:
    """The team that tries."""
    app = gateway.lab.app(THIEF, namespace=THIEF, labels={"app": THIEF})
    tenant = Tenant(gateway, tmp_path_factory.mktemp("thief"), app)
    with tenant.brings(pool()):
        yield Tenant(gateway, tmp_path_factory.mktemp("thief"), app)


@pytest.fixture(autouse=True)
def unhurt(gateway: Platform, victim: Mapping[str, App], thief: Tenant) -> Iterator[None]:
    """After each test the API is served as before, its listeners are the same, and nobody has used its provider."""
    before = gateway.gateway.drained()
    gateway.azure.clear_requests()
    victim["qwen"].replica(0).clear_requests()
    thief.app.replica(0).clear_requests()
    yield
    assert gateway.azure.requests() == []
    # Of these, the chains that are draining since the gateway's own start only become fewer.
    assert all(count <= before[name] for name, count in gateway.gateway.drained().items())
    assert_served(gateway)
    gateway.lab.assert_nothing_rejected()


def forbidden(answer: Answer) -> bool:
    """Whether the gateway has refused a request, in the format of the OpenAI API."""
    return answer.status == 403 and answer.json()["error"]["code"] == "forbidden"


def assert_served(gateway: Platform) -> None:
    """The API's models are served by its own pools."""
    assert gateway.calls(count=3).replicas() == {"qwen-0": 3}
    assert gateway.call(tls=True).replica == "qwen-0"
    assert gateway.call("llama-3.3-70b").replica in {"llama-v1-0", "llama-v2-0"}


# Objects that are older than the platform's.
_TAKEN = {"directResponse": {"status": 418}}
OLDER = [
    istio_gateway("older", SELECTOR, 80, HOST),
    istio_gateway("older-slot", SELECTOR, 15700, "*", "127.0.1.1"),
    virtual_service("older", _TAKEN, hosts=[HOST], gateway="thief/older"),
    virtual_service("older-slot", _TAKEN, hosts=["*"], gateway="thief/older-slot"),
    virtual_service("older-public", _TAKEN, hosts=[HOST], gateway=PUBLIC),
    service_entry("older-list", LIST, "10.77.0.254"),
    service_entry("older-pool", VICTIM_POOL, "10.77.0.254"),
    destination_rule(LIST),
    destination_rule(VICTIM_POOL),
    destination_rule(AZURE),
]


def test_objects_that_are_older_than_the_platform_s(gateway: Platform, victim: Mapping[str, App]) -> None:
    """Gateways, routes, ServiceEntries and DestinationRules that the team had before the platform have no effect."""
    assert_served(gateway)
    failed_over(gateway, victim)


HOSTS: dict[str, list[Object]] = {
    "another's host": [virtual_service("t", _TAKEN, hosts=[HOST])],
    "a wildcard": [virtual_service("t", _TAKEN, hosts=["*.example.com"])],
    "every host": [virtual_service("t", _TAKEN, hosts=["*"])],
    "a fault on another's host": [
        virtual_service("t", route(fault={"abort": {"httpStatus": 503, "percentage": {"value": 100}}}), hosts=[HOST])
    ],
    "another's host on the second hop": [
        virtual_service(f"t{slot}", _TAKEN, hosts=[HOST], gateway=f"{PUBLIC}-slot-{slot}") for slot in range(3)
    ],
    "every host on the second hop": [
        virtual_service(f"t{slot}", _TAKEN, hosts=["*"], gateway=f"{PUBLIC}-slot-{slot}") for slot in range(3)
    ],
    "a provider's host": [
        virtual_service("t", _TAKEN, hosts=[AZURE, ADDRESS], gateway=PUBLIC),
        virtual_service("t-mesh", _TAKEN, hosts=[AZURE], gateway="mesh"),
    ],
    "a list's host": [
        virtual_service("t", _TAKEN, hosts=[LIST], gateway=PUBLIC),
        virtual_service("t-mesh", _TAKEN, hosts=[LIST], gateway="mesh"),
    ],
    "another's host in capitals": [virtual_service("t", _TAKEN, hosts=["CHAT.example.com", "Thief.example.com"])],
    "a name of the API's": [
        virtual_service("chat", _TAKEN, hosts=[HOST]),
        service("chat-qwen", {"selector": {"app": "none"}, "ports": [{"port": 80}]}),
    ],
}


@pytest.mark.parametrize("case", HOSTS)
def test_hosts(thief: Tenant, gateway: Platform, victim: Mapping[str, App], case: str) -> None:
    """Routes on hosts that the platform hasn't given to the team have no effect."""
    with thief.brings(*HOSTS[case]):
        assert_served(gateway)
        failed_over(gateway, victim)


def failed_over(gateway: Platform, victim: Mapping[str, App]) -> None:
    """The API's failover goes on to its provider, and a model without a backend has none."""
    qwen = victim["qwen"].replica(0)
    qwen.refuse(429)  # 503 would eject the replica
    try:
        assert gateway.call().replica == "azure"
        assert gateway.call(tls=True).replica == "azure"
    finally:
        qwen.heal()
    gateway.azure.clear_requests()
    assert gateway.call("zz").json()["error"]["code"] == "model_not_found"


OBJECTS: dict[str, list[Object]] = {
    "a DestinationRule for another's Service": [destination_rule(VICTIM_POOL)],
    "a DestinationRule for a failover": [destination_rule(LIST)],
    "a DestinationRule for a provider": [destination_rule(AZURE), destination_rule(ADDRESS)],
    "a Gateway on the gateway's port": [
        istio_gateway("t", SELECTOR, 80, HOST),
        virtual_service("t", _TAKEN, hosts=[HOST], gateway="thief/t"),
    ],
    "a Gateway on the port of the second hop": [
        istio_gateway("t", SELECTOR, 15700, "*", "127.0.1.1"),
        istio_gateway("t-all", SELECTOR, 15700, "*"),
        virtual_service("t", _TAKEN, hosts=[HOST], gateway="thief/t"),
    ],
    "a ServiceEntry with another's Service": [service_entry("t", VICTIM_POOL, "10.77.0.254")],
    "a ServiceEntry with a failover": [service_entry("t", LIST, "10.77.0.254")],
    "a ServiceEntry with a provider": [service_entry("t", AZURE, "10.77.0.254", port=443)],
    "a ServiceEntry with the API's host": [service_entry("t", HOST, "10.77.0.254")],
    "WorkloadEntries with the labels of a list": [
        istio("WorkloadEntry", "t", {"address": "10.77.0.254", "labels": {"llm-gateway/failover": "llm-failover-2"}}),
        istio("WorkloadEntry", "t-2", {"address": "10.77.0.254", "labels": {"app": "qwen"}}),
    ],
    "an EnvoyFilter for the gateway's pods": [
        istio(
            "EnvoyFilter",
            "t",
            {
                "workloadSelector": {"labels": dict(SELECTOR)},
                "configPatches": [
                    {
                        "applyTo": "HTTP_ROUTE",
                        "match": {"context": "GATEWAY"},
                        "patch": {"operation": "MERGE", "value": {"direct_response": {"status": 418}}},
                    }
                ],
            },
        )
        | {"apiVersion": "networking.istio.io/v1alpha3"},
        istio(
            "EnvoyFilter",
            "t-all",
            {
                "configPatches": [
                    {
                        "applyTo": "VIRTUAL_HOST",
                        "match": {"context": "GATEWAY"},
                        "patch": {"operation": "MERGE", "value": {"require_tls": "ALL"}},
                    }
                ]
            },
        )
        | {"apiVersion": "networking.istio.io/v1alpha3"},
    ],
    "a Service for the gateway's pods": [
        service("llm-istio", {"selector": dict(SELECTOR), "ports": [{"port": 80}]}),
    ],
    "a Sidecar for the gateway's pods": [
        istio(
            "Sidecar",
            "t",
            {
                "workloadSelector": {"labels": dict(SELECTOR)},
                "egress": [{"hosts": ["~/*"]}],
            },
        ),
    ],
}


@pytest.mark.parametrize("case", OBJECTS)
def test_objects(thief: Tenant, gateway: Platform, victim: Mapping[str, App], case: str) -> None:
    """Objects of the team's that name something of another namespace have no effect there."""
    with thief.brings(*OBJECTS[case]):
        assert_served(gateway)
        failed_over(gateway, victim)


def test_a_route_to_a_provider(thief: Tenant) -> None:
    """Without the right to use a provider, a route gets 403, and nothing leaves."""
    with thief.brings(virtual_service("t", route(AZURE, 443))):
        assert forbidden(thief.call("/"))


def test_a_copy_to_a_provider(thief: Tenant) -> None:
    """A copy that a mirror sends to a provider doesn't leave either."""
    copied = {**route(mirrors=[destination(AZURE, 443)]), "rewrite": {"authority": ADDRESS, "uri": "/openai/v1/x"}}
    with thief.brings(virtual_service("t", copied)):
        before = thief.sent(AZURE)
        assert thief.call("/").status == 404
        assert thief.copied(AZURE, before) == {}


def test_a_route_to_a_failover_with_forged_headers(thief: Tenant, victim: Mapping[str, App]) -> None:
    """The second hop knows whose route led there, whatever headers the route has set."""
    forged = {**route(LIST), **sets(FORGED), "rewrite": {"authority": HOST, "uri": "/v1/chat/completions"}}
    copied = {**forged, **route(path="/copy", mirrors=[destination(LIST)]), "rewrite": forged["rewrite"]}
    with thief.brings(virtual_service("t", copied, forged)):
        assert thief.call("/").status == 404
        thief.call("/copy")
    assert victim["qwen"].replica(0).requests() == []


def test_the_pool_of_another_team(thief: Tenant, victim: Mapping[str, App]) -> None:
    """A route to the pool of a namespace that doesn't list the team gets 403, whatever headers it has set."""
    with thief.brings(virtual_service("t", route(VICTIM_POOL, **sets(FORGED)))):
        assert forbidden(thief.call("/"))
    assert victim["qwen"].replica(0).requests() == []


def test_a_copy_to_the_pool_of_another_team(thief: Tenant, victim: Mapping[str, App]) -> None:
    """A copy doesn't get there either; a copy to the team's own pool does."""
    copied = route(mirrors=[destination(VICTIM_POOL), destination()], **sets(FORGED))
    with thief.brings(virtual_service("t", copied)):
        thief.call("/v1/models", method="GET")
        wait_for("the request and its copy", lambda: len(thief.seen) == 2)
    assert victim["qwen"].replica(0).requests() == []
    assert not [name for request in thief.seen for name in request["headers"] if name.startswith("x-llm-")]


def test_the_pool_of_another_team_in_a_failover(thief: Tenant, victim: Mapping[str, App]) -> None:
    """The second hop belongs to the team as well: its route to another's pool gets 403."""
    leg = {"x-llm-leg": "thief/t/x", "x-llm-spill": "none"}
    first = virtual_service("t", route(LIST, **sets(leg)))
    second = virtual_service("t-slot", route(VICTIM_POOL, **sets(FORGED)), gateway=f"{PUBLIC}-slot-0")
    with thief.brings(first, second):
        assert forbidden(thief.call("/"))
    assert victim["qwen"].replica(0).requests() == []


def test_the_pool_of_a_team_that_lists_another(thief: Tenant, gateway: Platform, victim: Mapping[str, App]) -> None:
    """A listed namespace's routes and copies reach the pool."""
    own = virtual_service("t", route(VICTIM_POOL, mirrors=[destination(VICTIM_POOL)]), hosts=[TWO], namespace="bi")
    with thief.brings(own):
        assert gateway.call(host=TWO, path="/v1/models", method="GET").replica == "qwen-0"
        wait_for("the request and its copy", lambda: len(victim["qwen"].replica(0).requests()) == 2)


def test_the_limit_of_another_failover(thief: Tenant, gateway: Platform, victim: Mapping[str, App]) -> None:
    """Requests that name another team's failover beyond a first backend of their own count for their own route."""
    forged = {name: FORGED[name] for name in ("x-llm-leg", "x-llm-from")}
    spilling = {**route(LIST), **sets({**forged, "x-llm-spill": "60"}), "retries": {"attempts": 1, "retryOn": "5xx"}}
    busy = {"directResponse": {"status": 503}}
    attack = [
        virtual_service("t", spilling),
        virtual_service("t-0", busy, gateway=f"{PUBLIC}-slot-0"),
        virtual_service("t-1", _TAKEN, gateway=f"{PUBLIC}-slot-1"),
    ]
    with thief.brings(*attack):
        statuses = gateway.calls(host=HOST_OF_THIEF, path="/", count=120).statuses()
        assert statuses.keys() == {418, 429}
        victim["qwen"].replica(0).refuse(429)  # 503 would eject the replica
        assert gateway.calls(count=5).replicas() == {"azure": 5}
        victim["qwen"].replica(0).heal()
    gateway.azure.clear_requests()


def test_a_host_outside_of_the_cluster(thief: Tenant) -> None:
    """A route or a copy to a host that isn't a Service's gets 403, whatever headers the route has set."""
    entry = service_entry("t", OUTSIDE, thief.app.replica(0).host.address)
    copied = route(path="/copy/", mirrors=[destination(OUTSIDE)], **sets(FORGED))
    with thief.brings(entry, virtual_service("t", copied, route(OUTSIDE, **sets(FORGED)))):
        assert thief.call("/copy/v1/models", method="GET").replica == "thief-0"
        assert thief.copied(OUTSIDE) == {}
        assert len(thief.seen) == 1
        assert forbidden(thief.call("/"))
        assert len(thief.seen) == 1


def _of_own(name: str, address: str, **options: Any) -> Object:
    """A ServiceEntry with an address of the gateway's own, under a name that a Service of the team's could have."""
    return service_entry("t", f"{name}.{THIEF}.svc.cluster.local", address, **options)


OWN_ADDRESSES: dict[str, list[Object]] = {
    "admin": [_of_own("admin", "127.0.0.1", target=15000)],
    "any": [_of_own("any", "0.0.0.0", target=15000)],  # noqa: S104
    "ipv6": [_of_own("ipv6", "::ffff:127.0.0.1", target=15000)],
    "name": [_of_own("name", "localhost", target=15000, resolution="DNS")],
    "agent": [_of_own("agent", "127.0.0.1", target=15020)],
    "slot": [_of_own("slot", "127.0.1.2", target=15700)],
    "socket": [_of_own("socket", "unix:///var/run/secrets/workload-spiffe-uds/socket")],
    "cloud": [_of_own("cloud", "169.254.169.254", target=80)],
    "service": [
        service("own", {"selector": {"app": "own"}, "ports": [{"name": "http", "port": 80, "targetPort": 15000}]}),
        istio("WorkloadEntry", "t", {"address": "127.0.0.1", "labels": {"app": "own"}}),
    ],
}


@pytest.mark.parametrize("case", OWN_ADDRESSES)
def test_own_addresses(thief: Tenant, victim: Mapping[str, App], case: str) -> None:
    """No route and no copy of a request leads to the pod itself or to the cloud's metadata server."""
    host = f"{'own' if case == 'service' else case}.{THIEF}.svc.cluster.local"
    copied = route(path="/copy/", mirrors=[destination(host)], **sets(FORGED))
    with thief.brings(*OWN_ADDRESSES[case], virtual_service("t", copied, route(host, **sets(FORGED)))):
        assert thief.call("/copy/v1/models", method="GET").replica == "thief-0"
        assert thief.copied(host) == {}
        assert forbidden(thief.call("/server_info", method="GET"))
    assert victim["qwen"].replica(0).requests() == []


def test_the_google_token(thief: Tenant) -> None:
    """A route without the right to use Vertex AI sees no token, and no route leads to the server that gives tokens."""
    seen = "[%REQ(x-llm-google-token)%][%DYNAMIC_METADATA(llm-gateway.google:token)%][%REQ(authorization)%]"
    metadata = route("llm-gateway/google-metadata", path="/metadata/", **sets({"metadata-flavor": "Google"}))
    assert_refused(thief, metadata, "domain name .* invalid")
    with thief.brings(virtual_service("t", route(VERTEX, 443, **sets(response={"x-seen": seen})))):
        answer = thief.call("/")
        assert (answer.status, answer.headers["x-seen"]) == (403, "[][][]")


def test_headers_that_a_route_sets(thief: Tenant) -> None:
    """A route that leads back to the gateway chooses no model of another team's by a header."""
    claimed = {"x-llm-gateway-model": "qwen3-32b"}
    again = route(f"llm-istio.{NAMESPACE}.svc.cluster.local", **sets(claimed))
    again["rewrite"] = {"authority": HOST, "uri": "/v1/chat/completions"}
    with thief.brings(virtual_service("t", again)):
        answer = thief.call("/", body={"model": "zz", "messages": []})
        assert (answer.status, answer.json()["error"]["code"]) == (404, "model_not_found")


def test_another_s_authority(thief: Tenant) -> None:
    """With another's host as its authority, a request reaches only where the team's route leads."""
    with thief.brings(virtual_service("t", {**route(), "rewrite": {"authority": HOST}})):
        assert thief.call("/v1/models", method="GET").replica == "thief-0"


def test_headers_of_a_client(gateway: Platform, victim: Mapping[str, App]) -> None:
    """A client chooses neither the backend's name of a model nor a failover's limit."""
    claimed = {**FORGED, "x-llm-upstream-model": "other", "x-llm-include-usage": "true"}
    assert gateway.call(headers=claimed).replica == "qwen-0"
    request = victim["qwen"].replica(0).requests()[-1]
    assert request["body"]["model"] == "qwen3-32b"
    assert not [name for name in request["headers"] if name.startswith("x-llm-")]


def test_another_s_routes_by_delegation(thief: Tenant) -> None:
    """A team can have another team's delegate on its own host; the routes then have the team's own rights."""
    delegate = istio("VirtualService", "shared", {"http": [route(AZURE, 443)], "exportTo": ["*"]}, "ai")
    root = virtual_service(
        "t", {"match": [{"uri": {"prefix": "/"}}], "delegate": {"name": "shared", "namespace": "ai"}}
    )
    whole = virtual_service("t", {"match": [{"uri": {"prefix": "/"}}], "delegate": {"name": "chat", "namespace": "ai"}})
    with thief.brings(delegate, root):
        assert forbidden(thief.call("/"))
    with thief.brings(whole):
        assert thief.call("/").status == 404


def test_an_ingress(thief: Tenant, gateway: Platform) -> None:
    """The Gateway that istiod makes of an Ingress is for Istio's ingress gateway, not for the LLM gateway's pods."""
    path = {"path": "/", "pathType": "Prefix", "backend": {"service": {"name": THIEF, "port": {"number": 80}}}}
    annotations = {"kubernetes.io/ingress.class": "istio"}
    ingress = {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": {"name": "t", "namespace": THIEF, "annotations": annotations},
        "spec": {"rules": [{"host": HOST, "http": {"paths": [path]}}]},
    }
    lab = gateway.lab
    with thief.brings(ingress):
        wait_for("the Ingress", lambda: lab.call(host=HOST, path="/v1/models").replicas() == {f"{THIEF}-0": 1})
        assert_served(gateway)


def test_a_certificate_of_the_gateway(thief: Tenant, gateway: Platform, tmp_path: Path) -> None:
    """The gateway's pods show it to the team's backend, which gets no key."""
    host = f"tls.{THIEF}.svc.cluster.local"
    tls = service("tls", {"selector": {"app": THIEF}, "ports": [{"name": "http", "port": 443, "targetPort": TLS_PORT}]})
    shown = {"mode": "MUTUAL", "credentialName": "llm", "insecureSkipVerify": True}
    rule = istio("DestinationRule", "tls", {"host": host, "exportTo": ["*"], "trafficPolicy": {"tls": shown}})
    secret = gateway.lab.cluster.get(Ref("Secret", NAMESPACE, "llm"))["data"]
    certificate, key = (base64.b64decode(secret[name]).decode().splitlines()[1] for name in ("tls.crt", "tls.key"))
    with _reports_certificates(thief, tmp_path), thief.brings(tls, rule, virtual_service("t", route(host, 443))):
        page = thief.call("/", method="GET").body.decode()
    assert certificate in page
    assert key not in page


TLS_PORT = 9443


@contextmanager
def _reports_certificates(thief: Tenant, folder: Path) -> Iterator[None]:
    """Run a server beside the team's backend that asks clients for a certificate, and answers with it."""
    certificate = Certificate(folder, "backend", [THIEF])
    program = Program(
        name="reports-certificates",
        arguments=(
            *(str(cache.debian("openssl", "openssl")), "s_server", "-quiet", "-www", "-Verify", "1"),
            *("-accept", str(TLS_PORT), "-cert", str(certificate.file), "-key", str(certificate.key)),
        ),
        namespace=thief.app.replica(0).host.namespace,
        folder=folder,
    )
    server = Process(program)
    try:
        yield
    finally:
        server.kill()


def test_a_missing_file(thief: Tenant, gateway: Platform) -> None:
    """A pod of the gateway that starts waits for a file that a DestinationRule names, and then serves all others.

    A missing list of revoked certificates isn't waited for: the proxy rejects the cluster.
    """
    tls: Object = {"mode": "MUTUAL", "clientCertificate": "/nowhere/tls.crt", "privateKey": "/nowhere/tls.key"}
    rule = istio("DestinationRule", "t", {"host": POOL, "exportTo": ["*"], "trafficPolicy": {"tls": tls}})
    with thief.brings(rule):
        assert_served(gateway)
        started = time.monotonic()
        pod = gateway.lab.deployed_gateway(NAMESPACE, DEPLOYED, index=1, environment=AWS)
        assert 14 < time.monotonic() - started < 40
        assert_served(replace(gateway, gateway=pod))
        gateway.lab.remove(pod)
    rule["spec"]["trafficPolicy"]["tls"] = {"mode": "SIMPLE", "caCrl": "/nowhere/ca.crl"}
    path = thief.folder / "missing.yaml"
    path.write_text(yaml.safe_dump(rule))
    try:
        with pytest.raises(RejectedError, match="Invalid path"):
            gateway.lab.apply(path)
        assert_served(gateway)
    finally:
        gateway.lab.delete(path)


def test_a_large_configuration(thief: Tenant, gateway: Platform) -> None:
    """A thousand routes of one team reach the gateway, and change nothing for others."""
    routes = [{**_TAKEN, "match": [{"uri": {"exact": f"/{number}"}}]} for number in range(1000)]
    with thief.brings(virtual_service("t", *routes)):
        assert thief.call("/999", method="GET").status == 418
        assert_served(gateway)


@pytest.mark.usefixtures("admission")
def test_a_command_of_envoy_s(thief: Tenant) -> None:
    """A value with a command of Envoy's is refused, which could read a key, or have the proxy reject all routes."""
    key = "%REQ(x-llm-gateway-model)%:%CEL('api-key' in request.headers ? request.headers['api-key'] : '')%"
    for headers in (
        {"response": {"set": {"x-llm-affinity": key}}},
        {"request": {"add": {"x-llm-affinity": key}}},
        {"request": {"set": {"x-seen": key}}},
        {"request": {"set": {"x-llm-affinity": f"{key}%HOSTNAME%"}}},
    ):
        assert_refused(thief, {**route(), "headers": headers}, "must not contain %")
    for command in ("%ENVIRONMENT(HOME)%", "%REQ(api-key)%", "%CEL(request.headers['api-key'])%", "%UNKNOWN%"):
        headers = {"request": {"set": {"x-seen": "plain", "x-also": command}}}
        assert_refused(thief, {**route(), "headers": headers}, "must not contain %")
        assert_refused(thief, {**route(), "headers": {"response": {"add": {"x-seen": command}}}}, "must not contain %")
        assert_refused(thief, {"route": [{**destination(), "headers": headers}]}, "must not contain %")
    delegate = istio("VirtualService", "t", {"http": [{**route(), "headers": headers}]})
    with pytest.raises(RefusedError, match="must not contain %"), thief.brings(delegate):
        pass
    elsewhere = {"match": [{"uri": {"prefix": "/"}}], "delegate": {"name": "shared", "namespace": "unlisted"}}
    assert_refused(thief, elsewhere, "in a namespace that the gateway has hosts for")


LARGE = ".{1000}" * 17
"""A regular expression that Istio's validation accepts, and whose program is too large for the proxy."""


@pytest.mark.usefixtures("admission")
def test_a_large_expression(thief: Tenant) -> None:
    """A regular expression that may be too large for the proxy is refused, wherever a route has it."""
    for large in (LARGE, "(?:[^a]{20}){9}", r"a\\\pL", "[é-ü]{9}", "a{150}b{1,51}", "a{201,}"):
        matches: tuple[Object, ...] = (
            {"uri": {"regex": large}},
            {"method": {"regex": large}},
            {"authority": {"regex": large}},
            {"headers": {"x-a": {"exact": "a"}, "x-b": {"regex": large}}},
            {"withoutHeaders": {"x-b": {"regex": large}}},
            {"queryParams": {"b": {"regex": large}}},
        )
        for match in matches:
            assert_refused(thief, {**route(), "match": [{"uri": {"prefix": "/"}}, match]}, "must have ASCII only")
        origins = {"allowOrigins": [{"exact": "https://a.example.com"}, {"regex": large}]}
        assert_refused(thief, {**route(), "corsPolicy": origins}, "must have ASCII only")
        rewrite = {"uriRegexRewrite": {"match": large, "rewrite": "/"}}
        assert_refused(thief, {**route(), "rewrite": rewrite}, "must have ASCII only")
    small = {
        "headers": {"x-a": {"regex": r"DOMAIN\\peter|a\{900\}|\(\{2|[a-z]{3}-(v[0-9]{1,3})+"}, "x-b": {"exact": LARGE}}
    }
    with thief.brings(virtual_service("t", {**route(), "match": [small]})):
        pass


def test_a_large_expression_without_the_policy(thief: Tenant) -> None:
    """The proxy rejects all routes of the list in which the expression stands."""
    path = thief.folder / "large.yaml"
    path.write_text(yaml.safe_dump(virtual_service("t", {**route(), "match": [{"uri": {"regex": LARGE}}]})))
    try:
        with pytest.raises(RejectedError, match="max program size"):
            thief.platform.lab.apply(path)
    finally:
        thief.platform.lab.delete(path)


def hashing(**consistent_hash: Any) -> Object:
    """A DestinationRule of the team's for its own backend, with a consistent hash."""
    rule = istio("DestinationRule", "t", {"host": POOL, "subsets": [{"name": "v1", "labels": {"app": THIEF}}]})
    rule["spec"]["trafficPolicy"] = {"loadBalancer": {"consistentHash": {"httpHeaderName": "x-a", **consistent_hash}}}
    return rule


def _moved(rule: Object, *places: str) -> Object:
    """The same rule with its policy at another place."""
    policy = rule["spec"].pop("trafficPolicy")
    if "port" in places:
        policy = {"portLevelSettings": [{"port": {"number": 80}, **policy}]}
    if "subset" in places:
        rule["spec"]["subsets"].append({"name": "v2", "trafficPolicy": policy})
    else:
        rule["spec"]["trafficPolicy"] = policy
    return rule


@pytest.mark.usefixtures("admission")
def test_a_large_ring(thief: Tenant) -> None:
    """A DestinationRule with a ring or a table that takes the memory of others is refused, wherever it stands."""
    large = {"ringHash": {"minimumRingSize": LARGEST_RING + 1}}
    refused = [
        hashing(**large),
        hashing(minimumRingSize=LARGEST_RING + 1),
        hashing(maglev={"tableSize": 4999999}),
        _moved(hashing(**large), "subset"),
        _moved(hashing(**large), "port"),
        _moved(hashing(**large), "subset", "port"),
    ]
    (unlisted := hashing(**large))["metadata"]["namespace"] = "default"
    (exported := hashing(**large))["spec"]["exportTo"] = [".", NAMESPACE]
    for one in (*refused, unlisted, exported):
        with pytest.raises(RefusedError, match="A ring must have at most"), thief.brings(one):
            pass
    (hidden := hashing(**large))["spec"]["exportTo"] = ["."]
    for one in (hidden, hashing(ringHash={"minimumRingSize": LARGEST_RING}), hashing(), destination_rule(POOL)):
        with thief.brings(one):
            pass


def test_a_large_ring_without_the_policy(thief: Tenant, gateway: Platform) -> None:
    """Each subset takes memory of the gateway's pods, which all APIs share, for each point of its ring."""
    before = mebibytes(gateway)
    with thief.brings(hashing(ringHash={"minimumRingSize": 2**20})):
        # Two clusters with a million points each.
        wait_for("the memory of the rings", lambda: mebibytes(gateway) > before + 40)
    wait_for("the end of the rings", lambda: mebibytes(gateway) < before + 20)


def mebibytes(gateway: Platform) -> float:
    """The memory that the gateway's proxy uses; it writes this statistic every five seconds."""
    return gateway.gateway.stats(r"^server\.memory_allocated$")["server.memory_allocated"] / 2**20


def _headers(**changes: Any) -> Object:
    return {**route(), "headers": {"request": changes}}


def _rewritten(**rewrite: Any) -> Object:
    return {**route(), "rewrite": rewrite}


def _redirected(**redirect: Any) -> Object:
    return {"match": [{"uri": {"prefix": "/"}}], "redirect": redirect}


def _query(name: str) -> Object:
    return {**route(), "match": [{"queryParams": {name: {"exact": "a"}}}]}


BREAK = "/a\nb"
REJECTED: dict[str, tuple[str, list[Object]]] = {
    "a header's name": (
        "must have a name that HTTP allows",
        [
            _headers(set={"x\ny": "a"}),
            _headers(add={"x\ny": "a"}),
            _headers(remove=["x\ny"]),
            _headers(set={f"x-{number}": "a" for number in range(1001)}),
            {**route(), "headers": {"response": {"remove": ["x\ny"]}}},
            {"route": [{**destination(), "headers": {"request": {"set": {"x\ny": "a"}}}}]},
        ],
    ),
    "a path or a host": (
        "must have no control characters",
        [
            _rewritten(uri=BREAK),
            _rewritten(authority=BREAK),
            _rewritten(uriRegexRewrite={"match": "a", "rewrite": BREAK}),
            _redirected(uri=BREAK),
            _redirected(authority=BREAK),
            _redirected(prefixRewrite=BREAK),
        ],
    ),
    "a query parameter": ("name of a query parameter", [_query(""), _query("a" * 1025)]),
    "a status": ("status of a redirect", [_redirected(uri="/", redirectCode=305)]),
    "weights": ("weights of a route", [{"route": [{**destination(), "weight": 2**31 - 1}] * 3}]),
}
"""Routes that Istio's validation accepts, by what the admission policy says about them."""

WITHOUT_NAMES = [
    hash_by
    for name in ("", "x\ny")
    for hash_by in (
        {"httpHeaderName": name},
        {"httpCookie": {"name": "a", "ttl": "1s", "attributes": [{"name": name or " ", "value": "a"}]}},
    )
]


@pytest.mark.usefixtures("admission")
def test_values_that_the_proxy_rejects(thief: Tenant) -> None:
    """They are refused, and so are hashes that would bring them into the routes to a Service."""
    for text, routes in REJECTED.values():
        for one in routes:
            assert_refused(thief, one, text)
    for hash_by in (*WITHOUT_NAMES, {"httpQueryParameterName": ""}):
        rule = hashing()
        rule["spec"]["trafficPolicy"]["loadBalancer"]["consistentHash"] = hash_by
        with pytest.raises(RefusedError, match="consistentHash must have a name"), thief.brings(rule):
            pass
    whole = {**_headers(set={":authority": "a.example.com", "X_a.b": "a"}, remove=["x-b"]), "match": [{"port": 80}]}
    with thief.brings(virtual_service("t", whole, _redirected(uri="/", redirectCode=308), _query("a"))):
        pass


def test_values_without_the_policy(thief: Tenant, gateway: Platform) -> None:
    """The proxy rejects all routes of the list in which such a value stands, and a pod that starts has none."""
    path = thief.folder / "rejected.yaml"
    for _, routes in REJECTED.values():
        for one in routes:
            path.write_text(yaml.safe_dump(virtual_service("t", one)))
            try:
                with pytest.raises(RejectedError):
                    gateway.lab.apply(path)
                assert_served(gateway)
            finally:
                gateway.lab.delete(path)
    path.write_text(yaml.safe_dump(virtual_service("t", _rewritten(uri=BREAK))))
    with pytest.raises(RejectedError):
        gateway.lab.apply(path)
    try:
        pod = DeployedGateway(gateway.lab._context, NAMESPACE, DEPLOYED, index=2, environment=AWS)  # noqa: SLF001
        pod.start()
        pod.wait_ready()
        assert replace(gateway, gateway=pod).call().status == 404
        pod.remove()
    finally:
        gateway.lab.delete(path)


@pytest.mark.usefixtures("admission")
def test_many_copies(thief: Tenant) -> None:
    """A route with many mirrors is refused, also in a delegate and at another Gateway of the gateway's namespace."""
    many = route(mirrors=[destination()] * (MOST_COPIES + 1))
    assert_refused(thief, many, "at most 10 mirrors")
    for one in (istio("VirtualService", "t", {"http": [many]}), virtual_service("t", many, gateway=f"{PUBLIC}-2")):
        with pytest.raises(RefusedError, match="at most 10 mirrors"), thief.brings(one):
            pass
    with thief.brings(virtual_service("t", route(mirrors=[destination()] * MOST_COPIES))):
        pass


def test_many_copies_without_the_policy(thief: Tenant, gateway: Platform) -> None:
    """Each copy that its backend doesn't take keeps the body in the memory that all APIs share."""
    before = mebibytes(gateway)
    body = {"model": "m", "messages": ["x" * 4_000_000]}
    replica = thief.app.replica(0)
    with thief.brings(virtual_service("t", route(mirrors=[destination()] * 50))), ThreadPoolExecutor() as clients:
        replica.freeze()
        try:
            clients.submit(thief.call, "/", body=body, timeout=12)
            # About 3 MiB for each; the rest is in the buffers of the machine.
            wait_for("the memory of the copies", lambda: mebibytes(gateway) > before + 100)
        finally:
            replica.thaw()
    wait_for("the end of the copies", lambda: mebibytes(gateway) < before + 50)


@pytest.mark.usefixtures("admission")
def test_another_s_pool_by_the_admission_policy(thief: Tenant) -> None:
    """A route and a copy to the pool of a namespace that doesn't list the team are refused."""
    assert_refused(thief, route(VICTIM_POOL), "of its own namespace")
    assert_refused(thief, route("chat-qwen.ai"), "of its own namespace")
    # A name with dots is no Service's unless it is whole, so another object could have it.
    assert_refused(thief, route("thief.thief"), "of its own namespace")
    assert_refused(thief, route(mirrors=[destination(VICTIM_POOL)]), "of its own namespace")
    assert_refused(thief, route(mirror={"host": AZURE}), "of its own namespace")


SECOND = "second.thief.svc.cluster.local"
"""The name that a second Service of the team's would have."""

CHOSEN: dict[str, tuple[Object, str]] = {
    "a ServiceEntry": (service_entry("t", "a.example.com", "10.0.0.1"), "exported to the gateway"),
    "a ServiceEntry of a namespace without hosts": (
        {**(one := service_entry("t", SECOND, "10.0.0.1")), "metadata": {**one["metadata"], "namespace": "default"}},
        "belong to the Services",
    ),
    "a ServiceEntry for the gateway": (
        {**(one := service_entry("t", "a.example.com")), "spec": {**one["spec"], "exportTo": [".", NAMESPACE]}},
        "exported to the gateway",
    ),
    "an ExternalName": (service("t", {"type": "ExternalName", "externalName": VICTIM_POOL}), "type ExternalName"),
    "a WorkloadEntry": (istio("WorkloadEntry", "t", {"address": "10.0.0.1", "labels": {"app": THIEF}}), "of the Pods"),
    "Endpoints": (
        {"apiVersion": "v1", "kind": "Endpoints", "metadata": {"name": "t", "namespace": THIEF}, "subsets": []},
        "of the Pods",
    ),
    "an EndpointSlice": (
        {
            "apiVersion": "discovery.k8s.io/v1",
            "kind": "EndpointSlice",
            "metadata": {"name": "t", "namespace": THIEF, "labels": {"kubernetes.io/service-name": THIEF}},
            "addressType": "IPv4",
            "endpoints": [{"addresses": ["10.0.0.1"]}],
            "ports": [{"name": "http", "port": 8080}],
        },
        "of the Pods",
    ),
}


@pytest.mark.usefixtures("admission")
@pytest.mark.parametrize("case", CHOSEN)
def test_addresses_of_a_team_s_choice(thief: Tenant, case: str) -> None:
    """An object by which a Service of the team's has another address than that of a Pod of the team's is refused."""
    one, message = CHOSEN[case]
    with pytest.raises(RefusedError, match=message), thief.brings(one):
        pass


@pytest.mark.usefixtures("admission")
def test_a_host_of_a_provider(thief: Tenant) -> None:
    """A ServiceEntry with the host of a provider is refused, which an older one would take from the gateway."""
    for host in (AZURE, "later.llm.llm-gateway.llm-gateway.internal"):
        with (
            pytest.raises(RefusedError, match="are the platform's"),
            thief.brings(service_entry("t", host, "10.0.0.1")),
        ):
            pass
    unlisted = service_entry("t", "later.llm.llm-gateway.llm-gateway.internal", "10.0.0.1")
    unlisted["metadata"]["namespace"] = "default"
    with pytest.raises(RefusedError, match="are the platform's"), thief.brings(unlisted):
        pass


@pytest.mark.usefixtures("admission")
def test_a_route_of_the_gateway_api(thief: Tenant) -> None:
    """An HTTPRoute at the gateway is refused: with an inference pool, it would change all listeners."""
    for name in ("llm", "llm-pools"):
        refused = _http_route({"name": name, "namespace": NAMESPACE})
        with pytest.raises(RefusedError, match="takes HTTPRoutes to inference pools only"), thief.brings(refused):
            pass
    with thief.brings(_http_route({"name": "llm"})):
        pass


def _http_route(parent: Object) -> Object:
    return {
        "apiVersion": "gateway.networking.k8s.io/v1",
        "kind": "HTTPRoute",
        "metadata": {"name": "t", "namespace": THIEF},
        "spec": {"parentRefs": [parent], "rules": [{"backendRefs": [{"name": THIEF, "port": 80}]}]},
    }


@pytest.mark.usefixtures("admission")
def test_an_api_passes_the_admission_policy(gateway: Platform, thief: Tenant, tmp_path: Path) -> None:
    """The policy lets the objects of an API pass, with failover, provider, own pools, `pool_users` and CORS."""
    path = gateway.apply_api(tmp_path / "api", keys=["header", "prompt_cache_key", "opening"])
    assert "chat" in gateway.lab.cluster.kubectl("apply", "--server-side", "--force-conflicts", "-f", str(path))
    cors = sets(response={"access-control-allow-origin": "%REQ(origin)%"})
    own = [route(host, path=f"/{host}", **cors) for host in (THIEF, POOL)]
    entry = service_entry("t", "db.example.com", "10.0.0.1")
    entry["spec"]["exportTo"] = ["."]
    with thief.brings(entry, virtual_service("t", *own, route(mirrors=[destination()]))):
        assert thief.call("/v1/models", method="GET").replica == "thief-0"
    listed = virtual_service("t", route(VICTIM_POOL, mirrors=[destination(VICTIM_POOL)]), hosts=[TWO], namespace="bi")
    with thief.brings(listed):
        pass
    # The policy doesn't act on namespaces without a host of the gateway.
    other = istio("VirtualService", "t", {"http": [{**route(VICTIM_POOL), **sets({"x": "%HOSTNAME%"})}]}, "default")
    with thief.brings(other):
        pass


@pytest.mark.usefixtures("admission")
def test_two_gateways_of_a_namespace_have_two_policies(gateway: Platform, thief: Tenant, tmp_path: Path) -> None:
    """Each policy accepts the APIs at the other gateway, delegates for it, and routes at a neighbour's Gateway."""
    apply = partial(gateway.lab.cluster.kubectl, "apply", "--server-side", "--force-conflicts", "--dry-run=server")
    public = f"{NAMESPACE}/neighbour"
    with policy_of("llm2", gateway, thief, tmp_path / "second"):
        for name in ("llm", "llm2"):
            app = MeshApp(outdir=tmp_path / name)
            declare_api(app, REF.model_copy(update={"name": name}))
            app.synth()
            assert "chat" in apply("-f", str(tmp_path / name))
        for host in (AZURE, AZURE.replace(".llm.", ".llm2."), LIST, LIST.replace("llm-", "llm2-", 1)):
            with thief.brings(istio("VirtualService", "t", {"http": [route(host)]})):
                pass
        with thief.brings(virtual_service("t", route("db.example.com"), gateway=public)):
            pass
        # The pods of the neighbour's Gateway may be the same.
        command = {**route(), **sets({"x-seen": "%HOSTNAME%"})}
        with (
            pytest.raises(RefusedError, match="must not contain %"),
            thief.brings(virtual_service("t", command, gateway=public)),
        ):
            pass
        for own, other in (("llm", "llm2"), ("llm2", "llm")):
            provider = virtual_service(
                "t", route(AZURE.replace(".llm.", f".{other}.")), gateway=f"{own}-slot-0.{NAMESPACE}.svc.cluster.local"
            )
            with pytest.raises(RefusedError, match="of its own namespace"), thief.brings(provider):
                pass


def test_the_statements_of_a_gateway(gateway: Platform, thief: Tenant, tmp_path: Path) -> None:
    """No route tells backends who a caller is, which a gateway that knows callers does."""
    with policy_of("llm", gateway, thief, tmp_path / "platform", jwt_rules=RULES):
        for field, name in (("set", "x-llm-subject"), ("add", "X-LLM-Team"), ("set", "x_llm-model")):
            stated = {"request": {field: {name: "root"}}}
            assert_refused(thief, {**route(), "headers": stated}, "Only the gateway writes")
            destinations = [{**one, "headers": stated} for one in route()["route"]]
            assert_refused(thief, {**route(), "route": destinations}, "Only the gateway writes")
        with thief.brings(virtual_service("t", {**route(), **sets(request={"x-llm-subjects": "a"})})):
            pass


def test_what_gets_through_without_the_policy(thief: Tenant, gateway: Platform, victim: Mapping[str, App]) -> None:
    """Without the policy, a team reads the environment, and a key that it may use; it finds pods by their address."""
    environment = sets(response={"x-seen": "%ENVIRONMENT(AWS_ACCESS_KEY_ID)%"})
    address = service_entry("t", SECOND, victim["qwen"].replica(0).host.address)
    address["metadata"]["namespace"] = "default"
    with thief.brings(address, virtual_service("t", route(SECOND, path="/address/"), route(**environment))):
        assert thief.call("/", method="GET").headers["x-seen"] == "AKIALAB"
        assert thief.call("/address/v1/models", method="GET").replica == "qwen-0"
    reading = {**route(AZURE, 443), **sets(response={"x-seen": "%REQ(api-key)%"})}
    with thief.brings(virtual_service("t", reading, hosts=[TWO], namespace="bi")):
        assert gateway.call(host=TWO, path="/").headers["x-seen"] == KEY
    gateway.azure.clear_requests()


def assert_refused(thief: Tenant, one: Object, message: str) -> None:
    """The API server refuses a VirtualService with one route."""
    with pytest.raises(RefusedError, match=message), thief.brings(virtual_service("t", one)):
        pass


@pytest.fixture
def admission(gateway: Platform, thief: Tenant, tmp_path: Path) -> Iterator[None]:
    """The gateway's admission policy, in force."""
    with policy_of("llm", gateway, thief, tmp_path / "platform"):
        yield


@contextmanager
def policy_of(name: str, platform: Platform, thief: Tenant, folder: Path, **changes: Any) -> Iterator[None]:
    """Put the admission policy of an LLM gateway in force, which has some name in the namespace."""
    options: dict[str, Any] = {"providers": PROVIDERS, "pool_users": POOL_USERS, "admission_policy": True, **changes}
    written = declared(folder, "deployed", name=name, **options)
    policy = str(written / f"{name}-admission.k8s.yaml")
    platform.lab.cluster.kubectl("apply", "--server-side", "-f", policy)
    routes = virtual_service("probe", route(VICTIM_POOL), gateway=f"{NAMESPACE}/{name}")
    # Each kind of objects has a policy of its own, and the API server may know one of them before another.
    others = [CHOSEN["a WorkloadEntry"][0], CHOSEN["an ExternalName"][0], service_entry("probe", AZURE, "10.0.0.1")]
    others.append(hashing(minimumRingSize=LARGEST_RING + 1))

    def refused(one: Object) -> bool:
        path = thief.folder / f"probe-{name}.yaml"
        path.write_text(yaml.safe_dump(one))
        try:
            platform.lab.cluster.kubectl("apply", "--server-side", "--dry-run=server", "-f", str(path))
        except RefusedError:
            return True
        return False

    try:
        wait_for(f"the admission policy of {name}", lambda: all(map(refused, [routes, *others])))
        yield
    finally:
        platform.lab.cluster.kubectl("delete", "-f", policy)
        wait_for(f"the end of the admission policy of {name}", lambda: not refused(routes))
