"""The inspection of charts: everything that an app would write, by APIs or by the user."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from cdk8s import ApiObject, ApiObjectMetadata, App, Chart, JsonPatch
from constructs import Construct

from llm_api_mesh import (
    ALL_PATHS,
    ConsistentHash,
    Cors,
    Gateway,
    InferencePool,
    LlmApiMesh,
    LlmGateway,
    LlmGatewayRef,
    MeshApp,
    MeshError,
    Model,
    OpenAI,
    PlainHttp,
    Pool,
    ProviderRef,
    Retries,
)
from llm_api_mesh.inspection.objects import inspect_objects
from support import apps, documents
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY, Declare
from support.programs import EXAMPLES, golden_yaml, release
from support.specs import KEY, offering

POOL = Pool(selector={"app": "chat"}, target_port=8080)
PICKED = InferencePool(selector={"app": "chat"}, target_ports=[8000])
PODS = LlmGatewayRef(
    namespace="llm-gateway", name="llm", selector={"istio": "ingressgateway"}, service_account="istio-ingressgateway"
)
CODES = JsonPatch.add("/spec/trafficPolicy/outlierDetection/outlierDetectionHttpErrorCodes", [429])


def api(app: Construct, name: str = "chat", **changes: Any) -> LlmApiMesh:
    plain = {"namespace": "ai", "hosts": [f"{name}.example.com"], "gateway": PLAIN_GATEWAY, "backend": POOL}
    return LlmApiMesh(app, name, **{**plain, **changes})


def own_object(scope: Construct, kind: str, spec: dict[str, Any], namespace: str | None = None) -> None:
    """Declare an object of the user, whose fields cdk8s doesn't know."""
    version = "v1alpha3" if kind == "EnvoyFilter" else "v1"
    item = ApiObject(
        scope,
        f"own-{kind}",
        api_version=f"networking.istio.io/{version}",
        kind=kind,
        metadata=ApiObjectMetadata(name="own", namespace=namespace),
    )
    item.add_json_patch(JsonPatch.add("/spec", spec))


def lua(kind: str = "Lua") -> dict[str, Any]:
    typed = {"@type": f"type.googleapis.com/envoy.extensions.filters.http.{kind.lower()}.v3.{kind}"}
    value = {"name": "mine", "typed_config": typed}
    patch = {"applyTo": "HTTP_FILTER", "match": {"context": "GATEWAY"}}
    return {
        "workloadSelector": {"labels": {"istio": "ingressgateway"}},
        "configPatches": [{**patch, "patch": {"operation": "INSERT_FIRST", "value": value}}],
    }


def of_routes(type_name: str = "lua.v3.LuaPerRoute") -> dict[str, Any]:
    typed = {"mine": {"@type": f"type.googleapis.com/envoy.extensions.filters.http.{type_name}"}}
    patch = {"operation": "MERGE", "value": {"typed_per_filter_config": typed}}
    return {
        "workloadSelector": {"labels": {"istio": "ingressgateway"}},
        "configPatches": [{"applyTo": "HTTP_ROUTE", "match": {"context": "GATEWAY"}, "patch": patch}],
    }


OWN_TYPE = "spec.configPatches[0].patch.value.typed_per_filter_config.mine"


def refused(declare: Declare, folder: Path) -> list[tuple[str, str, str]]:
    """Synthesize, and return the chart, path and code of each problem."""
    return [(problem.api, problem.path, problem.code) for problem in apps.refused(declare, folder)]


def test_a_patch_of_an_api_s_object_is_inspected(tmp_path: Path) -> None:
    """The patch sets a field that the definition has, so it is in the YAML, and that istiod ignores."""
    path = "DestinationRule/chat.spec.trafficPolicy.outlierDetection.outlierDetectionHttpErrorCodes"
    assert refused(lambda app: api(app).destination_rule.add_json_patch(CODES), tmp_path) == [
        ("chat", path, "field-ignored")
    ]


def test_a_patch_that_cancels_another_setting_is_inspected(tmp_path: Path) -> None:
    """The problem depends on another field, or on another object of the file."""

    def declare(app: Construct) -> None:
        chat = api(app, backend=POOL.model_copy(update={"load_balancer": ConsistentHash(header="x-session-id")}))
        chat.virtual_service.add_json_patch(JsonPatch.remove("/spec/http/1/retries/retryIgnorePreviousHosts"))

    assert refused(declare, tmp_path) == [
        ("chat", "VirtualService/chat.spec.http[1].retries", "combination-ignored"),
    ]


def test_an_object_in_the_api_s_chart_is_inspected(tmp_path: Path) -> None:
    """The user declares an EnvoyFilter with an extension that Istio's proxy lacks."""
    unknown = of_routes("transform.v3.Transform")
    found = refused(lambda app: own_object(api(app), "EnvoyFilter", unknown, "istio-system"), tmp_path)
    assert found == [("chat", f"EnvoyFilter/own.{OWN_TYPE}", "extension-missing")]


def test_an_object_in_another_chart_is_inspected(tmp_path: Path) -> None:
    """The app also inspects charts that are no APIs."""

    def declare(app: Construct) -> None:
        api(app)
        own_object(Chart(app, "platform"), "EnvoyFilter", lua(kind="Transform"), "istio-system")

    assert refused(declare, tmp_path) == [
        ("platform", "EnvoyFilter/own.spec.configPatches[0].patch.value", "extension-missing")
    ]


@pytest.mark.parametrize("beside", [False, True])
def test_an_object_inside_a_construct_is_inspected(tmp_path: Path, beside: bool) -> None:
    """A construct of the user or of a library may declare the object."""

    def declare(app: Construct) -> None:
        chart = api(app)
        inner = Construct(Chart(app, "platform") if beside else chart, "library")
        own_object(inner, "EnvoyFilter", of_routes("transform.v3.Transform"), "istio-system")

    assert refused(declare, tmp_path) == [
        ("platform" if beside else "chat", f"EnvoyFilter/own.{OWN_TYPE}", "extension-missing")
    ]


def test_an_object_that_replaces_another_one_is_inspected(tmp_path: Path) -> None:
    """The number of objects in the file stays the same, and the inspection still sees the change."""

    def declare(app: Construct) -> None:
        chat = api(app)
        chat.node.try_remove_child("VirtualService")
        own_object(chat, "DestinationRule", {"host": "a.ai", "trafficPolicy": {"tls": {"mode": "SIMPLE", "sni": "a"}}})

    assert refused(declare, tmp_path) == [
        ("chat", "DestinationRule/own.spec.trafficPolicy.tls.sni", "combination-ignored"),
    ]


CORS_FILTER = {"type": "CORS", "cors": {"allowOrigins": ["https://app.example.com"]}}


def test_a_patch_that_loses_the_picker_is_refused(tmp_path: Path) -> None:
    """Istiod would report nothing, and requests would go to the replicas in turn."""

    def declare(app: Construct) -> None:
        pools = api(app, gateway=PODS, backend=PICKED).inference_pools
        pools["HTTPRoute/chat"].add_json_patch(JsonPatch.add("/spec/rules/1/filters", [CORS_FILTER]))
        balancer = JsonPatch.add("/spec/trafficPolicy/loadBalancer", {"simple": "RANDOM"})
        pools["DestinationRule/chat-ip-31e06f7d"].add_json_patch(balancer)

    assert set(refused(declare, tmp_path)) == {
        ("chat", "HTTPRoute/chat.spec.rules[1].filters[0].type", "combination-ignored"),
        ("chat", "DestinationRule/chat-ip-31e06f7d.spec.trafficPolicy.loadBalancer", "combination-ignored"),
    }


@pytest.mark.parametrize("beside", [False, True])
def test_a_route_of_one_s_own_that_loses_the_picker_is_refused(tmp_path: Path, beside: bool) -> None:
    """In the API's chart, and in a chart that has nothing of Istio's."""
    pool = {"group": "inference.networking.k8s.io", "kind": "InferencePool", "name": "chat"}
    rules = [{"backendRefs": [pool], "filters": [CORS_FILTER]}]

    def declare(app: Construct) -> None:
        chat = api(app)
        scope = Chart(app, "own", namespace="ai") if beside else chat
        metadata = ApiObjectMetadata(name="own")
        route = ApiObject(
            scope, "own-route", api_version="gateway.networking.k8s.io/v1", kind="HTTPRoute", metadata=metadata
        )
        route.add_json_patch(JsonPatch.add("/spec", {"rules": rules}))

    assert refused(declare, tmp_path) == [
        ("own" if beside else "chat", "HTTPRoute/own.spec.rules[0].filters[0].type", "combination-ignored")
    ]


def test_a_patch_of_the_gateway_in_another_namespace_is_refused(tmp_path: Path) -> None:
    """An EnvoyFilter for the gateway has no effect in a namespace without the gateway's pods."""
    found = refused(lambda app: own_object(api(app, gateway=PODS), "EnvoyFilter", of_routes()), tmp_path)
    assert found == [("chat", "EnvoyFilter/own.metadata.namespace", "combination-ignored")]


@pytest.mark.parametrize("gateway", [PODS, PLAIN_GATEWAY], ids=["an LLM gateway", "a plain Gateway"])
def test_a_patch_of_a_listener_in_an_api_s_chart_is_refused(tmp_path: Path, gateway: Gateway | LlmGatewayRef) -> None:
    """The listener belongs to all APIs of the gateway."""
    found = refused(lambda app: own_object(api(app, gateway=gateway), "EnvoyFilter", lua(), "istio-system"), tmp_path)
    assert found == [("chat", "EnvoyFilter/own.spec.configPatches[0].applyTo", "listener-patch")]


COMMANDS = {
    "a route's request": ("/spec/http/0/headers", {"request": {"set": {"x-a": "%ENVIRONMENT(HOME)%"}}}),
    "a route's answer": ("/spec/http/0/headers", {"response": {"add": {"x-a": "%REQ(api-key)%"}}}),
    "a destination's request": ("/spec/http/0/route/0/headers", {"request": {"add": {"x-a": "50%"}}}),
    "a destination's answer": (
        "/spec/http/0/route/0/headers",
        {"response": {"set": {"x-a": "%REQ(origin)% %CEL(x)%"}}},
    ),
    "the key of affinity in another header": (
        "/spec/http/0/route/0/headers",
        {"request": {"set": {"x-a": "%REQ(x-llm-gateway-opening)%"}}},
    ),
}


@pytest.mark.parametrize(("place", "headers"), COMMANDS.values(), ids=COMMANDS)
def test_a_command_of_envoy_s_in_a_header_is_refused(tmp_path: Path, place: str, headers: dict[str, Any]) -> None:
    """It can read a key of the LLM gateway. At a plain Gateway there is no key."""

    def declare(app: Construct, gateway: Gateway | LlmGatewayRef = PODS) -> None:
        api(app, gateway=gateway, paths=ALL_PATHS).virtual_service.add_json_patch(JsonPatch.add(place, headers))

    ((section, operations),) = headers.items()
    (operation,) = operations
    where = "spec.http[0].route[0]" if "route" in place else "spec.http[0]"
    assert refused(declare, tmp_path) == [
        ("chat", f"VirtualService/chat.{where}.headers.{section}.{operation}[x-a]", "header-value")
    ]
    app = MeshApp(outdir=tmp_path)
    declare(app, PLAIN_GATEWAY)
    app.synth()


def test_the_library_s_own_command_passes(tmp_path: Path) -> None:
    """A page may read the gateway's errors, so the proxy writes the page's origin; a patch may do the same."""
    app = MeshApp(outdir=tmp_path)
    key = "%REQ(x-llm-gateway-opening)%"
    own = {"response": {"set": {"x-a": "%REQ(origin)%"}}, "request": {"set": {"x-llm-affinity": key}}}
    chat = api(app, gateway=PODS, cors=Cors(allow_origins=["https://a.example.com"]))
    chat.virtual_service.add_json_patch(JsonPatch.add("/spec/http/0/headers", own))
    app.synth()
    text = (tmp_path / "chat.k8s.yaml").read_text()
    assert {
        'x-a: "%REQ(origin)%"',
        'access-control-allow-origin: "%REQ(origin)%"',
        f'x-llm-affinity: "{key}"',
    } <= set(map(str.strip, text.splitlines()))


@pytest.mark.parametrize("plain_app", [False, True], ids=["a MeshApp", "a plain App"])
@pytest.mark.parametrize("patched", [False, True], ids=["an object of the user", "a patch of the API's object"])
def test_a_patch_of_a_listener_in_the_file_for_the_gateway_is_refused(
    tmp_path: Path, patched: bool, plain_app: bool
) -> None:
    """This file is applied in the gateway's namespace, where a patch of a listener has an effect."""

    def declare(app: Construct) -> None:
        chat = api(app, gateway=PODS, retries=Retries(longest_retry_after=timedelta(seconds=9)))
        if patched:
            listener = JsonPatch.replace("/spec/configPatches/0/applyTo", "LISTENER")
            chat.envoy_filters["retry-after"].add_json_patch(listener)
        else:
            assert chat.at_gateway
            own_object(chat.at_gateway, "EnvoyFilter", lua())

    item = "EnvoyFilter/ai.chat.retry-after" if patched else "EnvoyFilter/own"
    path = f"{item}.spec.configPatches[0].applyTo"
    if plain_app:
        app = App(outdir=str(tmp_path))
        declare(app)
        with pytest.raises(RuntimeError, match=re.escape(path)):
            app.synth()
    else:
        assert refused(declare, tmp_path) == [("chat-at-gateway", path, "listener-patch")]


@pytest.mark.parametrize("namespace", ["llm-gateway", "istio-system"])
def test_a_patch_of_a_listener_in_a_chart_of_one_s_own_is_refused(tmp_path: Path, namespace: str) -> None:
    """The program refers to the gateway of another team, whose namespace this chart would be applied in."""

    def declare(app: Construct) -> None:
        api(app, gateway=PODS)
        own_object(Chart(app, "own", namespace=namespace), "EnvoyFilter", lua())
        every = {"configPatches": lua()["configPatches"]}
        own_object(Chart(app, "without-selector"), "EnvoyFilter", every, namespace)

    path = "EnvoyFilter/own.spec.configPatches[0].applyTo"
    assert refused(declare, tmp_path) == [
        ("own", path, "listener-patch"),
        ("without-selector", path, "listener-patch"),
    ]


@pytest.mark.parametrize("max_load", [1.25, None])
def test_a_policy_beside_the_gateway_s_bound_in_a_chart_of_one_s_own_is_refused(
    tmp_path: Path, max_load: float | None
) -> None:
    """Envoy refuses a cluster that has both."""
    patch = {
        "applyTo": "CLUSTER",
        "match": {"context": "GATEWAY", "cluster": {"service": "chat.ai.svc.cluster.local"}},
        "patch": {"operation": "MERGE", "value": {"load_balancing_policy": {"policies": []}}},
    }

    def declare(app: Construct) -> None:
        api(app, gateway=PODS.model_copy(update={"max_load": max_load}))
        own_object(Chart(app, "own", namespace="llm-gateway"), "EnvoyFilter", {**lua(), "configPatches": [patch]})

    if max_load is None:
        app = MeshApp(outdir=tmp_path)
        declare(app)
        app.synth()
        return
    path = "EnvoyFilter/own.spec.configPatches[0].patch.value.load_balancing_policy"
    assert refused(declare, tmp_path) == [("own", path, "combination-ignored")]


@pytest.mark.parametrize(
    ("labels", "namespace"),
    [({"istio": "internal"}, "llm-gateway"), ({"app": "internal"}, "istio-system"), ({}, "internal")],
)
def test_a_patch_of_another_gateway_s_listener_passes(tmp_path: Path, labels: dict[str, str], namespace: str) -> None:
    """In a chart that the user declares, for other pods than those of the LLM gateway."""
    app = MeshApp(outdir=tmp_path)
    api(app, gateway=PODS)
    others = {**lua(), "workloadSelector": {"labels": labels}}
    own_object(Chart(app, "own"), "EnvoyFilter", others, namespace)
    app.synth()
    assert len(list(tmp_path.iterdir())) == 2


OF_ALL_APIS = (
    "AuthorizationPolicy",
    "Gateway",
    "RequestAuthentication",
    "Telemetry",
    "TrafficExtension",
    "WasmPlugin",
)


def selecting(kind: str, labels: dict[str, str]) -> dict[str, Any]:
    """What an object of a kind says about the pods that it is for."""
    return {"selector": labels if kind == "Gateway" else {"matchLabels": labels}}


@pytest.mark.parametrize("kind", OF_ALL_APIS)
def test_what_acts_on_the_gateway_of_another_team_is_refused(tmp_path: Path, kind: str) -> None:
    """In its namespace, such an object changes the listeners of all APIs or refuses their requests."""

    def declare(app: Construct) -> None:
        own_object(api(app, gateway=PODS), kind, selecting(kind, {"istio": "ingressgateway"}), "llm-gateway")
        own_object(Chart(app, "own", namespace="llm-gateway"), kind, {})

    path = f"{kind}/own.kind"
    assert refused(declare, tmp_path)[:2] == [("chat", path, "gateway-object"), ("own", path, "gateway-object")]


@pytest.mark.parametrize("kind", OF_ALL_APIS)
def test_what_acts_on_other_pods_passes(tmp_path: Path, kind: str) -> None:
    """Objects for pods of the API's own, and for those of another gateway in that namespace."""
    app = MeshApp(outdir=tmp_path)
    own_object(api(app, gateway=PODS), kind, selecting(kind, {"app": "chat"}), "ai")
    own_object(Chart(app, "own"), kind, selecting(kind, {"istio": "internal"}), "llm-gateway")
    app.synth()


def test_the_file_for_the_gateway_has_only_envoy_filters(tmp_path: Path) -> None:
    """A Gateway there would be a server in the listeners of all APIs, for any host."""

    def declare(app: Construct) -> None:
        chat = api(app, gateway=PODS, retries=Retries(longest_retry_after=timedelta(seconds=9)))
        assert chat.at_gateway
        server = {"hosts": ["*"], "port": {"name": "http", "number": 80, "protocol": "HTTP"}}
        own_object(chat.at_gateway, "Gateway", {"selector": {"istio": "ingressgateway"}, "servers": [server]})

    assert refused(declare, tmp_path) == [("chat-at-gateway", "Gateway/own.kind", "gateway-object")]


def test_a_patch_of_all_apis_in_the_file_for_the_gateway_is_refused(tmp_path: Path) -> None:
    """Without a match, the patch changes the routes of all APIs."""

    def declare(app: Construct) -> None:
        chat = api(app, gateway=PODS, retries=Retries(longest_retry_after=timedelta(seconds=9)))
        assert chat.at_gateway
        own_object(chat.at_gateway, "EnvoyFilter", of_routes())

    assert refused(declare, tmp_path) == [
        ("chat-at-gateway", "EnvoyFilter/own.spec.configPatches[0].match", "patch-of-all-apis")
    ]


def test_a_patch_of_a_listener_in_the_gateway_s_chart_passes(tmp_path: Path) -> None:
    """The platform's team may add it, there or in a chart of its own."""
    app = MeshApp(outdir=tmp_path)
    gateway = LlmGateway(app, "llm", **offering(OpenAI(api_key=KEY)))
    api(app, gateway=gateway)
    for chart in (gateway, Chart(app, "platform")):
        own_object(chart, "EnvoyFilter", lua(), "istio-system" if chart is gateway else "llm-gateway")
    app.synth()
    assert {path.name for path in tmp_path.iterdir()} == {"chat.k8s.yaml", "llm.k8s.yaml", "platform.k8s.yaml"}


def test_an_api_with_hundreds_of_models_is_refused(tmp_path: Path) -> None:
    """Its VirtualService is too large for an annotation; an API is inspected for this without a patch, too."""
    models = [Model(name=f"model-{number}", backend=ProviderRef(provider="openai")) for number in range(500)]
    (problem,) = apps.refused(lambda app: api(app, gateway=LLM_GATEWAY, models=models), tmp_path)
    assert (problem.path, problem.code) == ("VirtualService/chat.spec", "object-size")
    assert problem.fix == "Divide the models among several APIs with hosts of their own."


SECURE = "/spec/trafficPolicy/tls"
PROVIDER = "DestinationRule/llm-provider-hosted.spec.trafficPolicy.tls"


@pytest.mark.parametrize(
    ("patches", "paths"),
    [
        ([JsonPatch.add(f"{SECURE}/insecureSkipVerify", True)], [PROVIDER, f"{PROVIDER}.subjectAltNames"]),  # noqa: FBT003
        ([JsonPatch.replace(SECURE, {"mode": "SIMPLE", "insecureSkipVerify": True})], [PROVIDER]),
        ([JsonPatch.replace(SECURE, {"mode": "DISABLE"})], [PROVIDER]),
        ([JsonPatch.remove(SECURE)], [PROVIDER]),
        ([JsonPatch.remove(f"{SECURE}/subjectAltNames")], [f"{PROVIDER}.sni"]),
        (
            [JsonPatch.remove(f"{SECURE}/subjectAltNames"), JsonPatch.remove(f"{SECURE}/sni")],
            [f"{PROVIDER}.subjectAltNames"],
        ),
        ([JsonPatch.replace(f"{SECURE}/subjectAltNames/0", "*.example.net")], [f"{PROVIDER}.subjectAltNames"]),
        ([JsonPatch.add(f"{SECURE}/subjectAltNames/-", "api.example.net")], [f"{PROVIDER}.subjectAltNames"]),
        ([JsonPatch.replace(f"{SECURE}/caCertificates", "/etc/ssl/company.pem")], []),
        (None, ["DestinationRule.spec.host"]),
    ],
)
def test_a_provider_s_certificate_is_always_verified(
    tmp_path: Path, patches: list[JsonPatch] | None, paths: list[str]
) -> None:
    """No patch and no removed DestinationRule can send the key to a server that impersonates the provider."""
    app = MeshApp(outdir=tmp_path)
    gateway = LlmGateway(app, "llm", **offering(OpenAI(api_key=KEY)))
    rule = gateway.destination_rules["llm-provider-hosted"]
    for patch in patches or ():
        rule.add_json_patch(patch)
    if patches is None:
        gateway.node.try_remove_child(rule.node.id)
    if not paths:
        app.synth()
        return
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert [problem.path for problem in caught.value.problems] == paths
    assert {problem.code for problem in caught.value.problems} == {"combination-ignored"}


SOCKET = {"transport_socket": {"name": "envoy.transport_sockets.raw_buffer"}}
HOSTED = "hosted.llm.llm-gateway.llm-gateway.internal"


def of_cluster(cluster: dict[str, Any], value: Any, labels: dict[str, str] | None = None) -> dict[str, Any]:
    """An EnvoyFilter of clusters in gateways."""
    match = {"context": "GATEWAY", **({"cluster": cluster} if cluster else {})}
    patch = {"applyTo": "CLUSTER", "match": match, "patch": {"operation": "MERGE", "value": value}}
    return {**({"workloadSelector": {"labels": labels}} if labels else {}), "configPatches": [patch]}


SECOND_RULE = {"host": HOSTED, "trafficPolicy": {"tls": {"mode": "DISABLE"}}}
SOCKETS: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "all clusters": ("EnvoyFilter", of_cluster({}, SOCKET), "llm-gateway", "patch.value.transport_socket"),
    "the provider's cluster": (
        "EnvoyFilter",
        of_cluster({"service": HOSTED}, {"transportSocketMatches": []}),
        "llm-gateway",
        "patch.value.transportSocketMatches",
    ),
    "its name": (
        "EnvoyFilter",
        of_cluster({"name": f"outbound|443||{HOSTED}"}, SOCKET),
        "llm-gateway",
        "patch.value.transport_socket",
    ),
    "the root namespace": ("EnvoyFilter", of_cluster({}, SOCKET), "istio-system", "patch.value.transport_socket"),
    "another cluster": ("EnvoyFilter", of_cluster({"service": "a.example.com"}, SOCKET), "llm-gateway", ""),
    "another cluster's name": (
        "EnvoyFilter",
        of_cluster({"name": "outbound|443||a.example.com"}, SOCKET),
        "llm-gateway",
        "",
    ),
    "other pods": ("EnvoyFilter", of_cluster({}, SOCKET, {"istio": "other"}), "llm-gateway", ""),
    "another namespace": ("EnvoyFilter", of_cluster({}, SOCKET), "ai", ""),
    "another field": ("EnvoyFilter", of_cluster({}, {"connect_timeout": "1s"}), "llm-gateway", ""),
    "a second rule": ("DestinationRule", SECOND_RULE, "llm-gateway", "spec.trafficPolicy.tls"),
    "a rule of another namespace": ("DestinationRule", SECOND_RULE, "ai", ""),
}


@pytest.mark.parametrize("case", SOCKETS)
@pytest.mark.parametrize("own_chart", [True, False], ids=["the gateway's chart", "another chart"])
def test_nothing_replaces_the_tls_to_a_provider(tmp_path: Path, case: str, own_chart: bool) -> None:
    """Neither another transport socket of its cluster, nor another DestinationRule, in any chart of the app."""
    kind, spec, namespace, path = SOCKETS[case]
    app = MeshApp(outdir=tmp_path)
    gateway = LlmGateway(app, "llm", **offering(OpenAI(api_key=KEY)))
    own_object(gateway if own_chart else Chart(app, "platform"), kind, spec, namespace)
    if not path:
        app.synth()
        return
    with pytest.raises(MeshError) as caught:
        app.synth()
    found = {problem.path.partition(".")[2].replace("spec.configPatches[0].", "") for problem in caught.value.problems}
    assert path in found, found
    assert {problem.code for problem in caught.value.problems} == {"combination-ignored"}


def test_an_object_with_an_effect_passes(tmp_path: Path) -> None:
    """EnvoyFilters with extensions of the build pass beside the gateway's pods, and for other gateways."""

    def declare(app: Construct) -> None:
        host = {"routeConfiguration": {"vhost": {"domainName": "chat.example.com"}}}
        for name, namespace in (("chat", "istio-system"), ("beside", "llm-gateway")):
            routes = of_routes()
            routes["configPatches"][0]["match"] |= host
            own_object(api(app, name, gateway=PODS), "EnvoyFilter", routes, namespace)
        for name, labels in (("all", {}), ("team", {"app": "team-gateway"})):
            others = {**of_routes(), "workloadSelector": {"labels": labels}}
            own_object(api(app, name, gateway=PODS), "EnvoyFilter", others, "ai")
        elsewhere = Gateway(
            anonymous=True, selector={"istio": "internal"}, service_account="edge/internal", http=PlainHttp()
        )
        own_object(api(app, "internal", gateway=elsewhere), "EnvoyFilter", of_routes(), "ai")

    app = MeshApp(outdir=tmp_path)
    declare(app)
    app.synth()
    names = {path.name.removesuffix(".k8s.yaml") for path in tmp_path.iterdir()}
    assert names == {"all", "beside", "chat", "internal", "team"}


def test_a_removed_api_is_not_inspected(tmp_path: Path) -> None:
    """The app doesn't write it."""
    app = MeshApp(outdir=tmp_path)
    api(app, "other")
    api(app).destination_rule.add_json_patch(CODES)
    app.node.try_remove_child("chat")
    app.synth()
    assert [path.name for path in tmp_path.iterdir()] == ["other.k8s.yaml"]


@pytest.mark.parametrize(
    ("child", "op", "code"),
    [
        ("destination_rule", CODES, "field-ignored"),
        (
            "destination_rule",
            JsonPatch.add("/spec/trafficPolicy/retryBudget", {"percent": 20, "budgetInterval": "10s"}),
            "istio-release",
        ),
        (
            "retry-after",
            JsonPatch.add("/spec/configPatches/-", lua(kind="Transform")["configPatches"][0]),
            "extension-missing",
        ),
    ],
)
def test_in_a_plain_app_a_patch_raises_the_problems_of_its_fields(
    tmp_path: Path, child: str, op: JsonPatch, code: str
) -> None:
    """The problems are data of one MeshError, and nothing is written afterwards."""
    app = App(outdir=str(tmp_path / "dist"))
    chat = api(app, istio="1.30", gateway=LLM_GATEWAY, retries=Retries(longest_retry_after=timedelta(seconds=5)))
    with pytest.raises(MeshError) as caught:
        (chat.envoy_filters.get(child) or getattr(chat, child)).add_json_patch(op)
    file = "chat-at-gateway" if child == "retry-after" else "chat"
    assert [(problem.api, problem.code) for problem in caught.value.problems] == [(file, code)]
    with pytest.raises(RuntimeError, match=code):
        app.synth()


def test_a_plain_app_raises_all_other_problems_in_synth(tmp_path: Path) -> None:
    """Combinations and the user's own objects are inspected by a validation, and cdk8s raises a RuntimeError."""
    app = App(outdir=str(tmp_path))
    own_object(api(app, "other"), "EnvoyFilter", of_routes("transform.v3.Transform"), "istio-system")
    sticky = POOL.model_copy(update={"load_balancer": ConsistentHash(header="x-session-id")})
    patched = api(app, backend=sticky)
    patched.virtual_service.add_json_patch(JsonPatch.remove("/spec/http/1/retries/retryIgnorePreviousHosts"))
    with pytest.raises(RuntimeError, match=r"(?s)\[extension-missing\].*\[combination-ignored\]"):
        app.synth()
    assert list(tmp_path.iterdir()) == []


def test_a_plain_app_writes_unchanged_apis(tmp_path: Path) -> None:
    """The inspection finds nothing in them."""
    app = App(outdir=str(tmp_path))
    for name in ("one", "two"):
        api(app, name)
    app.synth()
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_has_no_problems(name: str) -> None:
    """The inspection finds nothing in the examples if it reads all objects."""
    for path in golden_yaml(name).iterdir():
        assert inspect_objects(path.name, release(name), documents.load(path.read_text())) == []
