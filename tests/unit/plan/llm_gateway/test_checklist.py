"""The checklist for the owner of an LLM gateway's pods."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from llm_api_mesh import (
    ALL_POOL_USERS,
    ApiKeys,
    Bedrock,
    Certificate,
    ClientCertificates,
    DeployedPods,
    ExistingPods,
    Gateway,
    GatewayProvider,
    GatewayRef,
    JwtRule,
    KeyFromFile,
    LlmApiMesh,
    LlmGateway,
    MeshApp,
    OpenAI,
    PlainHttp,
    Pool,
    RedirectToHttps,
    VertexAI,
)
from llm_api_mesh.spec.providers import AnyProvider
from support.apps import PLAIN_GATEWAY
from support.llm_gateways import plain

PODS = ExistingPods(selector={"gateway": "llm"}, service_account="llm-pods")
CERTIFICATE = Certificate(credential_name="chat")


CALLERS = "Callers: "
"""The beginning of the line that a gateway has which lets everyone in, as that of most tests does."""


def whole(**changes: Any) -> tuple[str, ...]:
    return LlmGateway(MeshApp(), "llm", **plain(changes)).checklist


def checklist(**changes: Any) -> tuple[str, ...]:
    return tuple(line for line in whole(**changes) if not line.startswith(CALLERS))


SCOPE = "PILOT_SCOPE_GATEWAY_TO_NAMESPACE=true"


def test_deployed_pods_leave_little_to_do() -> None:
    """Without plain HTTP and providers with an identity, only istiod's scope of Gateways remains."""
    key = GatewayProvider(
        provider=OpenAI(api_key=KeyFromFile(path="/secrets/a/key.yaml")),
        namespaces=["ai"],
        secret="openai",  # noqa: S106
    )
    (scope,) = checklist(providers={"openai": key})
    assert scope.startswith(
        "istiod: nothing has to be done with its defaults: only Gateways of the namespace llm-gateway"
    )
    assert "If PILOT_ENABLE_STRICT_GATEWAY_MERGING is false, as with a compatibilityVersion below 1.31, first " in scope
    assert scope.endswith(f" Then set {SCOPE}, or a Gateway of any namespace can select these pods and take a host.")
    assert checklist(http=RedirectToHttps()) == (scope,)
    line, last = checklist(certificates=[], http=PlainHttp(port=8080))
    assert last == scope
    assert line.startswith("Port 8080 serves plain HTTP: ")


CLIENTS = ClientCertificates(credential_name="clients-cacert")
OPTIONAL = ClientCertificates(credential_name="clients-cacert", required=False)


@pytest.mark.parametrize(
    ("changes", "is_open"),
    [
        ({}, True),
        ({"client_certificates": OPTIONAL}, True),
        ({"client_certificates": CLIENTS}, False),
        ({"api_keys": ApiKeys(secret="api-keys")}, False),  # noqa: S106
        ({"jwt_rules": [JwtRule(issuer="https://a.example.com", audiences=["llm"])]}, False),
    ],
)
def test_a_gateway_that_lets_everyone_in_says_so(changes: dict[str, Any], is_open: bool) -> None:
    """With `anonymous`, for the inside of a company, so that nobody overlooks it. The line has it as YAML to copy."""
    found = [line for line in whole(**changes) if line.startswith(CALLERS)]
    assert bool(found) is is_open
    if found:
        assert found[0] == whole(**changes)[0]
        assert found[0].startswith("Callers: with anonymous: true, everyone who reaches the gateway")
        assert found[0].endswith(
            "may use all models. Let only a closed network reach it, or write jwt_rules, api_keys or "
            "client_certificates instead."
        )


def test_a_gateway_that_lets_everyone_in_says_who_pays() -> None:
    """Whoever reaches it spends money at the providers. On shared pods, only certificates are left."""
    key = GatewayProvider(provider=OpenAI(api_key=KeyFromFile(path="/secrets/a/key.yaml")), namespaces=["ai"])
    line, *_ = whole(providers={"openai": key}, pods=SHARED)
    assert "may use all models, also those that providers charge for: openai. Let only" in line
    assert line.endswith("or write client_certificates instead.")


def test_an_older_istiod_needs_the_scope_of_gateways() -> None:
    """Istio 1.30 lacks the setting that bounds Gateways of deployed pods."""
    (line,) = checklist(istio="1.30")
    assert line.startswith("istiod: first move each Gateway of the mesh that selects pods of another namespace")


@pytest.mark.parametrize("changes", [{}, {"istio": "1.30"}, {"pods": PODS}])
def test_other_gateways_move_before_the_scope(changes: dict[str, Any]) -> None:
    """The setting holds for the whole mesh, so the line that asks for it says what comes before it."""
    (line,) = [one for one in checklist(**changes) if SCOPE in one]
    before, _, after = line.partition(" Then set ")
    assert "first move each Gateway of the mesh that selects pods of another namespace into the namespace of" in before
    assert after == f"{SCOPE}, or a Gateway of any namespace can select these pods and take a host."


@pytest.mark.parametrize(
    ("changes", "joint"),
    [
        ({"pods": ExistingPods(selector={"istio": "edge"}, service_account="istio-ingressgateway", shared=True)}, True),
        (
            {
                "pods": ExistingPods(
                    selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway", shared=True
                )
            },
            True,
        ),
        ({"istio": "1.30"}, True),
        ({}, False),
    ],
)
def test_a_program_with_plain_apis_has_one_line_about_the_scope(
    changes: dict[str, Any], joint: bool, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The gateway needs the setting, which would turn off the APIs with Gateways of their own."""
    app = MeshApp(outdir=tmp_path)
    LlmGateway(app, "llm", **plain(changes))
    for name, gateway in (("own", PLAIN_GATEWAY), ("other", GatewayRef(namespace="edge", name="shared"))):
        backend = Pool(selector={"app": name}, target_port=8080)
        LlmApiMesh(app, name, namespace="ai", hosts=[f"{name}.example.com"], backend=backend, gateway=gateway)
    app.synth()
    lines = capsys.readouterr().out.splitlines()
    about = [line for line in lines if SCOPE in line]
    if joint:
        (line,) = about
        assert lines[lines.index(line) - 1] == "llm, own: for the platform's team"
        assert line.startswith(
            "  - istiod: first put the API own behind an LlmGateway, or, by a GatewayRef, at a Gateway"
        )
        assert f" Then set {SCOPE}, or a Gateway of any namespace can select the pods of llm and take" in line
    else:
        # Istio's default protects these pods.
        assert len(about) == 2


SHARED = ExistingPods(selector={"istio": "ingressgateway"}, service_account="ingress", shared=True)


def test_shared_pods_need_a_look_at_other_gateways() -> None:
    """Another program may declare a Gateway of these pods with a host of this gateway."""
    (line,) = [one for one in checklist(pods=SHARED) if one.startswith("Gateways: ")]
    assert "no other Gateway on these pods may have a host of this one" in line
    assert "kubectl get gateways.networking.istio.io -A -o 'custom-columns=" in line
    for pods in (PODS, DeployedPods()):
        assert not [one for one in checklist(pods=pods) if one.startswith("Gateways: ")]


@pytest.mark.parametrize(
    ("api", "pods", "warned"),
    [
        ({}, SHARED, True),
        ({"hosts": ["chat.example.com", "own.example.com"]}, SHARED, True),
        ({"hosts": ["own.example.com"]}, SHARED, False),
        # A request with this host goes by the whole name.
        ({"hosts": ["*.example.com"]}, SHARED, False),
        ({"gateway": Gateway(anonymous=True, http=PlainHttp(port=8080))}, SHARED, False),
        (
            {"gateway": Gateway(anonymous=True, selector={"istio": "other"}, certificates=[CERTIFICATE])},
            SHARED,
            False,
        ),
        ({"gateway": GatewayRef(namespace="edge", name="shared")}, SHARED, False),
        ({}, DeployedPods(), False),
    ],
)
def test_a_host_at_two_gateways_is_a_warning(
    api: dict[str, Any], pods: Any, warned: bool, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """While an API moves behind the gateway, both have its host, so it isn't refused."""
    app = MeshApp(outdir=tmp_path)
    LlmGateway(app, "llm", **plain({"pods": pods}))
    backend = Pool(selector={"app": "chat"}, target_port=8080)
    own = {
        "namespace": "ai",
        "hosts": ["chat.example.com"],
        "gateway": Gateway(anonymous=True, certificates=[CERTIFICATE]),
    }
    LlmApiMesh(app, "chat", backend=backend, **{**own, **api})
    app.synth()
    lines = capsys.readouterr().out.splitlines()
    found = [line for line in lines if "the LLM gateway llm and the own Gateway of the API chat both have" in line]
    assert bool(found) is warned
    if found:
        (line,) = found
        assert lines[lines.index(line) - 1] == "llm, chat: for the platform's team"
        assert "both have chat.example.com. By HTTPS, Istio leaves out the server of the newer Gateway" in line


@pytest.mark.parametrize("pods", [DeployedPods(), PODS])
def test_istio_s_root_namespace_reaches_all_others(pods: Any) -> None:
    """There, the gateway's objects act on the pods of other namespaces."""
    (line,) = [one for one in checklist(pods=pods, namespace="istio-system") if one.startswith("Namespace")]
    assert "in all namespaces" in line
    assert not [one for one in checklist(pods=pods) if one.startswith("Namespace")]


@pytest.mark.parametrize(
    ("namespace", "labels", "named"),
    [
        ("istio-system", {"istio": "ingressgateway"}, True),
        ("istio-system", {"istio": "llm"}, False),
        ("istio-ingress", {"istio": "ingressgateway"}, False),
    ],
)
def test_istio_s_ingress_gateway_serves_ingresses(namespace: str, labels: dict[str, str], named: bool) -> None:
    """An Ingress of any namespace can take a host there. The scope of Gateways keeps it from all other pods."""
    lines = checklist(pods=ExistingPods(selector=labels, service_account="edge"), namespace=namespace)
    assert any("ingressControllerMode: 'OFF'" in line for line in lines) is named


@pytest.mark.parametrize(
    ("changes", "requested", "limit"), [({}, 1056, 1448), ({"max_request_bytes": 2**24}, 3456, 4448)]
)
def test_the_checklist_names_the_memory(changes: dict[str, Any], requested: int, limit: int) -> None:
    """Buffered bodies take memory of the gateway's pods, with the default as with the user's number."""
    (line,) = [line for line in checklist(pods=PODS, **changes) if "memory:" in line]
    assert line.startswith(
        f"Gateway pods: resources: {{requests: {{memory: {requested}Mi}}, limits: {{memory: {limit}Mi}}}} for each 100 "
        "generations under way in a pod"
    )
    (line,) = [line for line in checklist(pods=PODS, **changes) if "bootstrapOverride" in line]
    assert f"max_heap_size_bytes: {(requested - 64) * 2**20} " in line


def test_the_checklist_names_the_statistic_of_the_bound() -> None:
    """Existing pods need it, with a bound of the gateway or of an API; deployed pods have it."""
    (line,) = [line for line in checklist(pods=PODS) if "upstream_rq_active" in line]
    assert ", inclusionSuffixes: [upstream_rq_active]}. Istio's default leaves these statistics out." in line
    assert line.endswith("which the bound of the load reads, the keys of ConsistentHash keep no replica.")
    shared = ExistingPods(selector={"gateway": "llm"}, service_account="llm-pods", shared=True)
    assert any("upstream_rq_active" in line for line in checklist(pods=shared))
    assert not any("upstream_rq_active" in line for line in checklist())


def test_the_checklist_names_the_port_that_other_filters_exclude() -> None:
    """A platform's filters on all listeners run twice with a failover."""
    assert len([line for line in checklist(pods=PODS) if "port 15700" in line]) == 1


@pytest.mark.parametrize(
    ("provider", "secret", "line"),
    [
        (
            OpenAI(api_key=KeyFromFile(path="/secrets/a/key.yaml")),
            None,
            "the file /secrets/a/key.yaml, from a mounted Secret, for api.openai.com",
        ),
        (
            OpenAI(api_key=KeyFromFile(path="/secrets/a/key.yaml")),
            "openai",
            "the file /secrets/a/key.yaml, from the Secret openai, for api.openai.com",
        ),
        (
            Bedrock(region="us-east-1"),
            None,
            "an AWS identity that may use bedrock in us-east-1, for bedrock-runtime.us-east-1.amazonaws.com",
        ),
        (VertexAI(project="ours"), None, "a Google identity, for aiplatform.googleapis.com"),
    ],
)
def test_the_checklist_says_what_the_gateway_needs(provider: AnyProvider, secret: str | None, line: str) -> None:
    """A key isn't in the YAML, so the platform's team has to provide it."""
    one = GatewayProvider(provider=provider, namespaces=["ai"], secret=secret)
    assert checklist(pods=PODS, providers={"one": one})[-1] == f"Gateway pods: {line}."


def test_the_checklist_names_the_account_that_needs_an_identity() -> None:
    """The ServiceAccount of deployed pods is istiod's, so its name has to be said."""
    one = GatewayProvider(provider=VertexAI(project="ours"), namespaces=["ai"])
    assert checklist(providers={"one": one})[-1] == (
        "Gateway pods, ServiceAccount llm-istio: a Google identity, for aiplatform.googleapis.com."
    )


TEAMS = {"ai": ["chat.example.com"], "bi": ["*.bi.example.com"]}


def test_several_namespaces_need_what_keeps_them_apart() -> None:
    """By default, nothing checks the objects of teams."""
    (line,) = [one for one in checklist(hosts=TEAMS) if one.startswith(("Pools: ", "Cluster: "))]
    assert "admission_policy: true, or a header" in line
    kept = checklist(hosts=TEAMS, admission_policy=True)
    (line,) = [one for one in kept if one.startswith(("Pools: ", "Cluster: "))]
    assert line.startswith("Cluster: apply llm-admission.k8s.yaml before the objects of the teams.")


@pytest.mark.parametrize("hosts", [TEAMS, {"ai": ["chat.example.com"]}])
def test_open_pools(hosts: dict[str, list[str]]) -> None:
    """Also with one namespace, whose routes then reach everything."""
    (line,) = [one for one in checklist(hosts=hosts, pool_users=ALL_POOL_USERS) if one.startswith("Pools: ")]
    assert line.startswith("Pools: with pool_users: ALL_POOL_USERS, a VirtualService of any namespace can lead to")


def test_neighbours_whose_routes_lead_to_closed_pools() -> None:
    """On shared pods, such a route may have been there before the gateway."""
    shared = {"hosts": TEAMS, "pods": PODS.model_copy(update={"shared": True})}
    (line,) = [one for one in checklist(**shared) if one.startswith("Pools: ")]
    assert "from another namespace, gets 403, also for hosts that aren't LLM APIs" in line
    assert "kubectl get virtualservices.networking.istio.io -A" in line
    (line,) = [one for one in checklist(**shared, pool_users=ALL_POOL_USERS) if one.startswith("Pools: ")]
    assert "ALL_POOL_USERS" in line


def test_inference_pools() -> None:
    """Istio's setting, the definitions, and the rights of the teams."""
    items = [one for one in checklist(inference_pools=["ai"]) if one not in checklist()]
    definitions, setting, rights = items
    assert setting.startswith("istiod: ENABLE_GATEWAY_API_INFERENCE_EXTENSION=true")
    assert definitions.startswith("Cluster: the definitions of HTTPRoute")
    assert rights.startswith("Namespaces ai: rights of their teams to write HTTPRoutes")
