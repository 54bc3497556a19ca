"""Claims of the APIs of one app: names, hosts and ports that two APIs can't both have."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cdk8s import ApiObject, App, Chart, JsonPatch

from llm_api_mesh import (
    Certificate,
    DeployedPods,
    ExistingPods,
    Gateway,
    GatewayRef,
    LlmApiMesh,
    LlmGateway,
    LlmGatewayRef,
    Match,
    MeshApp,
    MeshError,
    PlainHttp,
    Pool,
    ProviderRef,
)
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY, Synth, refused
from support.callers import open_unless_asking

SHARED = GatewayRef(namespace="istio-ingress", name="shared")
CHAT = Match(path_prefix="/v1/chat/")
EMBEDDINGS = Match(path_prefix="/v1/embeddings")


def declare(app: MeshApp, one: dict[str, object], other: dict[str, object]) -> None:
    for name, changes in (("one", one), ("other", other)):
        right = {
            "namespace": "ai",
            "hosts": ["llm.example.com"],
            "gateway": PLAIN_GATEWAY,
            "backend": Pool(selector={"app": name}, target_port=8080),
        }
        LlmApiMesh(app, name, **(right | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ({}, {}, "host-claimed"),
        ({"gateway": SHARED}, {"gateway": SHARED}, "host-claimed"),
        ({"gateway": SHARED, "match": CHAT}, {"gateway": SHARED}, "host-claimed"),
        ({"gateway": SHARED, "hosts": ["*.example.com"]}, {"gateway": SHARED}, "host-claimed"),
        ({"gateway": SHARED, "hosts": ["*"]}, {"gateway": SHARED}, "host-claimed"),
        ({"gateway": SHARED}, {"gateway": SHARED, "hosts": ["*.com"]}, "host-claimed"),
        # Behind an LLM gateway as well
        ({"gateway": LLM_GATEWAY}, {"gateway": LLM_GATEWAY}, "host-claimed"),
        ({"gateway": LLM_GATEWAY, "namespace": "ml"}, {"gateway": LLM_GATEWAY}, "host-claimed"),
        # Two Gateways for one host, port and ingress compete, regardless of the routes behind them.
        ({"match": CHAT}, {"match": EMBEDDINGS}, "host-claimed"),
        # A pod can have both labels.
        ({}, {"gateway": Gateway(anonymous=True, selector={"app": "edge"}, http=PlainHttp())}, "host-claimed"),
        # A match can't divide hosts if one includes the other: the proxy uses the routes of only one of them.
        (
            {"gateway": SHARED, "hosts": ["*.example.com"], "match": CHAT},
            {"gateway": SHARED, "match": EMBEDDINGS},
            "host-claimed",
        ),
        # One port of an ingress speaks one protocol, regardless of the hosts.
        (
            {"gateway": Gateway(anonymous=True, http=PlainHttp(port=443))},
            {
                "gateway": Gateway(anonymous=True, certificates=[Certificate(credential_name="c")]),
                "hosts": ["other.example.com"],
            },
            "port-claimed",
        ),
        (
            {"gateway": Gateway(anonymous=True, certificates=[Certificate(credential_name="c")])},
            {"gateway": Gateway(anonymous=True, http=PlainHttp(port=443)), "hosts": ["other.example.com"]},
            "port-claimed",
        ),
        # Two Gateways of the same pods with one certificate: clients use one HTTP/2 connection for both hosts.
        (
            {"gateway": Gateway(anonymous=True, certificates=[Certificate(credential_name="wildcard")])},
            {
                "gateway": Gateway(anonymous=True, certificates=[Certificate(credential_name="wildcard")]),
                "hosts": ["two.example.com"],
            },
            "certificate-host",
        ),
        # A Gateway of another API that doesn't list the host
        ({}, {"gateway": GatewayRef(namespace="ai", name="one"), "hosts": ["other.example.com"]}, "gateway-host"),
        # A Gateway of another namespace's API, which serves its own namespace only
        (
            {"match": Match(path_prefix="/v1/chat/")},
            {
                "gateway": GatewayRef(namespace="ai", name="one"),
                "match": Match(path_prefix="/v1/files"),
                "namespace": "ml",
            },
            "gateway-host",
        ),
        (
            {"gateway": SHARED, "match": Match(headers={"x-team": ""})},
            {"gateway": SHARED, "match": Match(headers={"x-team": "a"})},
            "host-claimed",
        ),
        # The Gateway of the other API, by reference
        ({}, {"gateway": GatewayRef(namespace="ai", name="one")}, "host-claimed"),
        (
            {"gateway": Gateway(anonymous=True, name="llm", http=PlainHttp())},
            {"gateway": Gateway(anonymous=True, name="llm", http=PlainHttp()), "hosts": ["other.example.com"]},
            "name-taken",
        ),
        (
            {"backend": Pool(name="llm", selector={"app": "llm"}, target_port=8080)},
            {"backend": Pool(name="llm", selector={"app": "llm"}, target_port=8080), "hosts": ["other.example.com"]},
            "service-claimed",
        ),
    ],
)
def test_two_apis_may_not_claim_the_same(
    synth: Synth, one: dict[str, object], other: dict[str, object], code: str
) -> None:
    """The API whose name comes second is refused, with the name of the first."""
    with pytest.raises(MeshError) as caught:
        synth(lambda app: declare(app, one, other))
    (problem,) = caught.value.problems
    assert (problem.api, problem.code) == ("other", code)
    assert 'API "one"' in problem.given


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"hosts": ["other.example.com"]}),
        ({"hosts": ["*.example.com"]}, {"hosts": ["example.com"]}),
        ({}, {"gateway": Gateway(anonymous=True, selector={"istio": "internal"}, http=PlainHttp())}),
        ({}, {"gateway": Gateway(anonymous=True, http=PlainHttp(port=8080))}),
        ({}, {"gateway": SHARED}),
        ({"gateway": SHARED}, {"gateway": GatewayRef(namespace="istio-ingress", name="internal")}),
        ({"gateway": SHARED, "match": CHAT}, {"gateway": SHARED, "match": EMBEDDINGS}),
        (
            {"gateway": SHARED, "match": Match(headers={"x-team": "a"})},
            {"gateway": SHARED, "match": Match(headers={"x-team": "b"})},
        ),
        ({"gateway": LLM_GATEWAY, "match": CHAT}, {"gateway": LLM_GATEWAY, "match": EMBEDDINGS}),
        ({"gateway": LLM_GATEWAY}, {}),
        (
            {"gateway": LLM_GATEWAY, "backend": ProviderRef(provider="openai")},
            {"gateway": LLM_GATEWAY, "backend": ProviderRef(provider="openai"), "hosts": ["other.example.com"]},
        ),
        ({"match": CHAT}, {"gateway": GatewayRef(namespace="ai", name="one"), "match": EMBEDDINGS}),
        (
            {"backend": Pool(name="llm", selector={"app": "llm"}, target_port=8080)},
            {
                "backend": Pool(name="llm", selector={"app": "llm"}, target_port=8080),
                "namespace": "ml",
                "hosts": ["other.example.com"],
            },
        ),
    ],
)
def test_apis_with_different_claims_do_not_conflict(
    synth: Synth, one: dict[str, object], other: dict[str, object]
) -> None:
    """Claims with different hosts, gateways, matches or namespaces don't conflict."""
    assert list(synth(lambda app: declare(app, one, other))) == ["one.k8s.yaml", "other.k8s.yaml"]


EDGE = {"istio": "ingressgateway"}


def istio_gateway(app: MeshApp, name: str, labels: dict[str, str], port: int = 80) -> None:
    """Declare a Gateway in a chart of the user's own."""
    chart = Chart(app, f"gateway-{name}", namespace="istio-ingress")
    server = {"port": {"number": port, "name": "http", "protocol": "HTTP"}, "hosts": ["*/*.example.com"]}
    gateway = ApiObject(chart, "gateway", api_version="networking.istio.io/v1", kind="Gateway", metadata={"name": name})
    gateway.add_json_patch(JsonPatch.add("/spec", {"selector": labels, "servers": [server]}))


def llm_gateway(app: App, **options: Any) -> LlmGateway:
    pods = ExistingPods(selector=EDGE, service_account="istio-ingressgateway", shared=True)
    given = {"namespace": "llm", "hosts": {"ai": ["llm.example.com"]}, "pods": pods, **options}
    return LlmGateway(app, "llm", **open_unless_asking(given))


PLAIN = {"http": PlainHttp()}
HTTPS = {"certificates": [Certificate(credential_name="c")]}
ANOTHER = GatewayRef(namespace="istio-ingress", name="another")


@pytest.mark.parametrize(
    ("one", "other", "selectors", "llm"),
    [
        (SHARED, PLAIN_GATEWAY, {"shared": EDGE}, None),
        (PLAIN_GATEWAY, SHARED, {"shared": EDGE}, None),
        (SHARED, ANOTHER, {"shared": EDGE, "another": EDGE}, None),
        (SHARED, ANOTHER, {"shared": EDGE, "another": {**EDGE, "app": "edge"}}, None),
        (LlmGatewayRef(namespace="llm", name="llm"), PLAIN_GATEWAY, {}, PLAIN),
        (LlmGatewayRef(namespace="llm", name="llm"), SHARED, {"shared": EDGE}, PLAIN),
        (
            LlmGatewayRef(namespace="llm", name="llm", selector=EDGE, service_account="istio-ingressgateway"),
            PLAIN_GATEWAY,
            {},
            None,
        ),
    ],
)
def test_a_host_has_one_gateway_of_the_same_pods(
    synth: Synth, one: Any, other: Any, selectors: dict[str, Any], llm: dict[str, Any] | None
) -> None:
    """The app knows the pods of a Gateway that any construct of it declares, and those of LLM gateways."""

    def declared(app: MeshApp) -> None:
        if llm is not None:
            ref = llm_gateway(app, **llm).ref
        for name, labels in selectors.items():
            istio_gateway(app, name, labels)
        first = ref if llm is not None and isinstance(one, LlmGatewayRef) else one
        declare(app, {"gateway": first, "match": CHAT}, {"gateway": other, "match": EMBEDDINGS})

    with pytest.raises(MeshError) as caught:
        synth(declared)
    (problem,) = caught.value.problems
    assert (problem.api, problem.code, problem.path) == ("other", "host-claimed", "hosts[0]")
    assert "name the Gateway of one API in the other" in problem.allowed


OF_EDGE = LlmGatewayRef(
    namespace="llm", name="llm", selector=EDGE, service_account="istio-ingressgateway", max_load=None
)
"""A reference to the gateway that `llm_gateway` declares, whose pods are shared."""


def test_a_reference_says_of_its_gateway_what_is_so(tmp_path: Path) -> None:
    """What the objects of an API follow from is compared, if one app has the reference and the gateway."""

    def declared(app: MeshApp) -> None:
        llm_gateway(app, **HTTPS)
        ref = LlmGatewayRef(namespace="llm", name="llm", choices=4)
        declare(app, {"gateway": ref, "match": CHAT}, {"gateway": OF_EDGE, "match": EMBEDDINGS})

    found = refused(declared, tmp_path)
    assert [(problem.api, problem.path, problem.code) for problem in found] == [
        ("one", f"gateway.{field}", "gateway-lacks") for field in ("choices", "max_load", "selector", "service_account")
    ]
    assert str(found[2]) == (
        'gateway.selector: got {"gateway.networking.k8s.io/gateway-name": "llm"} for the LLM gateway "llm", which this '
        'app declares with {"istio": "ingressgateway"}. Write the same in the LlmGatewayRef. Allowed: what the '
        "LlmGateway has, because the objects of the API follow from it. [gateway-lacks]"
    )


@pytest.mark.parametrize(
    ("one", "other", "declares"),
    [
        (SHARED, ANOTHER, lambda app: istio_gateway(app, "shared", EDGE)),  # nothing says which pods the other one has
        (
            SHARED,
            Gateway(anonymous=True, selector={"istio": "internal"}, http=PlainHttp()),
            lambda app: istio_gateway(app, "shared", EDGE),
        ),
        (SHARED, PLAIN_GATEWAY, lambda app: istio_gateway(app, "shared", EDGE, port=8080)),
        (SHARED, SHARED, lambda app: istio_gateway(app, "shared", EDGE)),
        (OF_EDGE, PLAIN_GATEWAY, lambda app: llm_gateway(app, **HTTPS)),
        (
            LlmGatewayRef(namespace="llm", name="llm"),
            PLAIN_GATEWAY,
            lambda app: llm_gateway(app, **PLAIN, pods=DeployedPods()),
        ),
        (
            LlmGatewayRef(namespace="llm", name="llm"),
            Gateway(anonymous=True, selector={"gateway.networking.k8s.io/gateway-name": "llm"}, http=PlainHttp()),
            lambda app: llm_gateway(app, **PLAIN, pods=DeployedPods()),
        ),
        # Not an Istio Gateway, and one without a selector
        (
            SHARED,
            PLAIN_GATEWAY,
            lambda app: ApiObject(Chart(app, "own"), "own", api_version="example.com/v1", kind="Gateway"),
        ),
        (
            SHARED,
            PLAIN_GATEWAY,
            lambda app: ApiObject(Chart(app, "own"), "own", api_version="networking.istio.io/v1", kind="Gateway"),
        ),
    ],
)
def test_gateways_of_other_pods_or_ports_do_not_conflict(synth: Synth, one: Any, other: Any, declares: Any) -> None:
    """Pods that istiod deploys belong to Gateways of their own namespace."""

    def declared(app: MeshApp) -> None:
        declares(app)
        declare(app, {"gateway": one, "match": CHAT}, {"gateway": other, "match": EMBEDDINGS})

    assert {"one.k8s.yaml", "other.k8s.yaml"} <= set(synth(declared))


DEDICATED = ExistingPods(selector=EDGE, service_account="istio-ingressgateway")
DEPLOYED = {"gateway.networking.k8s.io/gateway-name": "llm"}


@pytest.mark.parametrize(
    ("pods", "gateway", "fix"),
    [
        (DEDICATED, PLAIN_GATEWAY, "shared=True"),
        (DEDICATED, Gateway(anonymous=True, http=PlainHttp(port=8080)), "shared=True"),
        (DEDICATED, Gateway(anonymous=True, selector={**EDGE, "app": "edge"}, http=PlainHttp()), "shared=True"),
        (
            ExistingPods(selector={**EDGE, "app": "edge"}, service_account="istio-ingressgateway"),
            PLAIN_GATEWAY,
            "shared=True",
        ),
        (DEDICATED, SHARED, "shared=True"),
        (DeployedPods(), Gateway(anonymous=True, selector=DEPLOYED, http=PlainHttp()), "use other pods"),
    ],
)
def test_a_plain_api_is_at_no_pods_of_llm_apis_only(synth: Synth, pods: Any, gateway: Any, fix: str) -> None:
    """An LLM gateway without `shared=True` changes the requests of all hosts of its pods."""

    def declared(app: MeshApp) -> None:
        istio_gateway(app, "shared", EDGE)
        llm_gateway(app, namespace="ai", pods=pods, **HTTPS)
        pool = Pool(selector={"app": "one"}, target_port=8080)
        LlmApiMesh(app, "one", namespace="ai", hosts=["one.example.com"], backend=pool, gateway=gateway)

    with pytest.raises(MeshError) as caught:
        synth(declared)
    (problem,) = caught.value.problems
    assert (problem.api, problem.code, problem.path) == ("one", "gateway-dedicated", "gateway")
    assert 'LLM gateway "llm"' in problem.given
    assert fix in problem.fix


def test_a_gateway_for_llm_apis_only_finds_no_plain_api_at_its_pods() -> None:
    """In a plain cdk8s App, the construct that comes second is refused."""
    app = App()
    pool = Pool(selector={"app": "one"}, target_port=8080)
    LlmApiMesh(app, "one", namespace="ai", hosts=["one.example.com"], gateway=PLAIN_GATEWAY, backend=pool)
    with pytest.raises(MeshError, match=r'pods: got the pods of API "one".*gateway-dedicated'):
        llm_gateway(app, pods=DEDICATED, **HTTPS)


OWN = Gateway(anonymous=True, certificates=[Certificate(credential_name="c")])


@pytest.mark.parametrize("first", ["the API", "the LLM gateway"])
def test_a_host_of_shared_pods_is_for_one_namespace(first: str) -> None:
    """By HTTPS, the pods reject two servers with one host that are for different namespaces."""
    pool = Pool(selector={"app": "one"}, target_port=8080)
    app = App()
    declared: dict[str, Callable[[], object]] = {
        "the API": lambda: LlmApiMesh(app, "one", namespace="ml", hosts=["one.example.com"], backend=pool, gateway=OWN),
        "the LLM gateway": lambda: llm_gateway(app, hosts={"ai": ["one.example.com"]}, **HTTPS),
    }
    declared.pop(first)()
    (second,) = declared.values()
    with pytest.raises(MeshError, match=r'hosts\[.*: got "one.example.com", which .* has for (ai|ml) on') as caught:
        second()
    (problem,) = caught.value.problems
    assert problem.code == "host-claimed"


@pytest.mark.parametrize(
    ("hosts", "gateway"),
    [
        ({"ml": ["one.example.com"]}, OWN),  # the state in which an API moves behind the gateway
        ({"ai": ["one.example.com"], "ml": ["one.example.com"]}, OWN),
        ({"ai": ["other.example.com"]}, OWN),
        ({"ai": ["one.example.com"]}, PLAIN_GATEWAY),  # by plain HTTP
        (
            {"ai": ["one.example.com"]},
            Gateway(anonymous=True, https_port=8443, certificates=OWN.certificates, http=PlainHttp()),
        ),
        (
            {"ai": ["one.example.com"]},
            Gateway(anonymous=True, selector={"istio": "other"}, certificates=OWN.certificates),
        ),
    ],
)
def test_a_host_of_shared_pods_may_be_at_two_gateways(synth: Synth, hosts: Any, gateway: Any) -> None:
    """Istio leaves out the newer server, or no server has the host twice."""

    def declared(app: MeshApp) -> None:
        llm_gateway(app, hosts=hosts, **HTTPS)
        pool = Pool(selector={"app": "one"}, target_port=8080)
        LlmApiMesh(app, "one", namespace="ml", hosts=["one.example.com"], backend=pool, gateway=gateway)

    assert "one.k8s.yaml" in synth(declared)


@pytest.mark.parametrize(
    ("pods", "gateway"),
    [
        (ExistingPods(selector=EDGE, service_account="istio-ingressgateway", shared=True), PLAIN_GATEWAY),
        (
            ExistingPods(selector={"gateway": "llm"}, service_account="llm-pods"),
            PLAIN_GATEWAY,
        ),  # whether a pod has both labels isn't known
        (DEDICATED, ANOTHER),
        (DeployedPods(), Gateway(anonymous=True, selector=DEPLOYED, http=PlainHttp())),  # of another namespace
    ],
)
def test_other_pods_are_no_neighbours(synth: Synth, pods: Any, gateway: Any) -> None:
    """Only pods that are known to be the same are refused."""

    def declared(app: MeshApp) -> None:
        llm_gateway(app, pods=pods, **HTTPS)
        pool = Pool(selector={"app": "one"}, target_port=8080)
        LlmApiMesh(app, "one", namespace="ai", hosts=["one.example.com"], backend=pool, gateway=gateway)

    assert "one.k8s.yaml" in synth(declared)
