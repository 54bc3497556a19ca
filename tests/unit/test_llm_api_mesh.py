"""The construct: children, escape hatch, and life in a plain cdk8s App."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import cdk8s
import pytest

from llm_api_mesh import (
    Budget,
    ConsistentHash,
    Ejection,
    Failover,
    GatewayRef,
    LeastRequest,
    LlmApiMesh,
    MeshApp,
    MeshError,
    Model,
    ModelFromHeader,
    Passthrough,
    Pool,
    ProviderRef,
    Retries,
    Route,
    Version,
)
from support.apps import LLM_GATEWAY, OPEN, PLAIN_GATEWAY
from support.documents import load

BACKEND = Pool(selector={"app": "chat"}, target_port=8080)
WAITS = Retries(longest_retry_after=timedelta(seconds=5))


def chat(app: cdk8s.App, **changes: object) -> LlmApiMesh:
    right = {"namespace": "ai", "hosts": ["chat.example.com"], "gateway": PLAIN_GATEWAY, "backend": BACKEND}
    return LlmApiMesh(app, "chat", **(right | changes))  # type: ignore[arg-type]


def test_children_are_attributes_with_stable_ids() -> None:
    """Each object is an attribute, and its id begins with its kind."""
    api = chat(MeshApp())
    children = [api.service, api.gateway, api.destination_rule, api.virtual_service, api.in_mesh_virtual_service]
    assert [child.node.path for child in children if child] == [
        "chat/Service",
        "chat/Gateway",
        "chat/DestinationRule",
        "chat/VirtualService",
        "chat/InMeshVirtualService",
    ]


def test_what_is_not_needed_is_not_there() -> None:
    """With a GatewayRef the API has no Gateway."""
    api = chat(MeshApp(), gateway=GatewayRef(namespace="istio-ingress", name="shared"))
    assert api.gateway is None
    assert [child.node.id for child in api.api_objects] == [
        "Service",
        "DestinationRule",
        "VirtualService",
        "InMeshVirtualService",
    ]
    assert api.versions_virtual_service is None


def test_without_waits_there_is_no_filter_for_them() -> None:
    """Without a longest `Retry-After`, the EnvoyFilter is gone, and the API's other EnvoyFilters remain."""
    backend = BACKEND.model_copy(update={"load_balancer": LeastRequest(choices=8)})
    waiting = chat(MeshApp(), gateway=LLM_GATEWAY, backend=backend, retries=WAITS)
    assert list(waiting.envoy_filters) == ["least-request", "retry-after"]
    assert waiting.envoy_filters["retry-after"].node.path == "chat-at-gateway/EnvoyFilter-retry-after"
    assert list(chat(MeshApp(), gateway=LLM_GATEWAY, backend=backend).envoy_filters) == ["least-request"]


@pytest.mark.parametrize(
    ("gateway", "api", "patched"),
    [(8, 8, None), (8, None, None), (8, 2, 2), (2, None, None), (2, 8, 8)],
)
def test_only_another_number_of_choices_than_the_gateway_s_is_patched(
    gateway: int, api: int | None, patched: int | None
) -> None:
    """The clusters of all APIs have the gateway's number without a patch."""
    ref = LLM_GATEWAY.model_copy(update={"choices": gateway})
    backend = BACKEND.model_copy(update={"load_balancer": LeastRequest(choices=api)})
    filters = chat(MeshApp(), gateway=ref, backend=backend).envoy_filters
    values = [
        patch["patch"]["value"]["least_request_lb_config"]["choice_count"]
        for one in filters.values()
        for patch in one.to_json()["spec"]["configPatches"]
    ]
    assert values == ([patched] if patched else [])


def test_a_plain_api_has_five_objects() -> None:
    """A pool at a Gateway has what an expert would write: no EnvoyFilter, and no annotation."""
    for preset in (None, "completion-batch", "embeddings"):
        objects = [one.to_json() for one in chat(MeshApp(), preset=preset).api_objects]
        assert [(one["kind"], one["metadata"]["name"]) for one in objects] == [
            ("Service", "chat"),
            ("Gateway", "chat"),
            ("DestinationRule", "chat"),
            ("VirtualService", "chat"),
            ("VirtualService", "chat-in-mesh"),
        ]
        assert not any("annotations" in one["metadata"] for one in objects)


def test_the_app_s_argo_cd_is_the_default_of_its_apis() -> None:
    """An API that has its own value keeps it."""
    assert chat(MeshApp(argo_cd=True)).spec.argo_cd
    assert not chat(MeshApp(argo_cd=True), argo_cd=False).spec.argo_cd
    assert chat(MeshApp(), argo_cd=True).spec.argo_cd
    assert not chat(cdk8s.App()).spec.argo_cd


def test_argo_cd_adds_annotations_and_a_rule_for_each_version() -> None:
    """All else is the same, in the same order."""
    backend = BACKEND.model_copy(update={"versions": (Version(name="v1", weight=1), Version(name="v2", weight=0))})
    plain, annotated = (
        [one.to_json() for one in chat(MeshApp(argo_cd=argo), backend=backend).api_objects] for argo in (False, True)
    )
    rules = [one for one in annotated if "-version-" in one["metadata"]["name"]]
    assert [one["metadata"]["name"] for one in rules] == ["chat-version-v1", "chat-version-v2"]
    others = [one for one in annotated if one not in rules]
    assert all(one["metadata"].pop("annotations") for one in others)
    rule = next(one for one in others if one["kind"] == "DestinationRule")
    rule["spec"]["subsets"] = [subset for one in rules for subset in one["spec"]["subsets"]]
    assert others == plain


def test_grpc_has_no_retry_after() -> None:
    """A full gRPC server reports this in a trailer, so no route to one honours an HTTP header."""
    grpc = Pool(name="grpc", selector={"app": "grpc"}, target_port=8080, protocol="grpc")
    assert "retry-after" not in chat(MeshApp(), gateway=LLM_GATEWAY, backend=grpc, retries=WAITS).envoy_filters
    model = Model(name="llama", backend=grpc)
    source = ModelFromHeader(name="x-model")
    api = chat(MeshApp(), gateway=LLM_GATEWAY, models=[model], model_from=source, retries=WAITS, **OPEN)
    both = api.envoy_filters["retry-after"]
    routes = [
        patch["match"]["routeConfiguration"]["vhost"]["route"]["name"]
        for patch in both.to_json()["spec"]["configPatches"]
    ]
    assert routes == ["llm/ai/chat/primary"]


def at_llm_gateway(app: MeshApp, **changes: Any) -> LlmApiMesh:
    """An API with two models, a sticky canary and a failover."""
    versions = [Version(name="v1", weight=90), Version(name="v2", weight=10)]
    sticky = ConsistentHash(header="x-session-id")
    pool = Pool(selector={"app": "llama"}, target_port=8080, load_balancer=sticky, versions=versions)
    both = Failover(backends=[pool, ProviderRef(provider="azure", model="gpt-4o-mini")], spill_per_minute=60)
    qwen = Pool(selector={"app": "qwen"}, target_port=8080, load_balancer=LeastRequest(choices=2))
    given: dict[str, Any] = {
        "namespace": "ai",
        "hosts": ["chat.example.com"],
        "gateway": LLM_GATEWAY,
        "models": [Model(name="llama", backend=both), Model(name="qwen", backend=qwen)],
        "retries": Retries(longest_retry_after=None),
        "budget": Budget(first_token=timedelta(seconds=20)),
    }
    return LlmApiMesh(app, "chat", **given | changes)


def test_a_route_to_a_provider_removes_the_client_s_credentials(tmp_path: Path) -> None:
    """The route itself removes them, also one of a failover, and a pool's route doesn't."""
    app = MeshApp(outdir=tmp_path)
    at_llm_gateway(app)
    app.synth()
    routes = {
        route["name"]: set(route["headers"]["request"]["remove"])
        for document in load((tmp_path / "chat.k8s.yaml").read_text())
        if document["kind"] == "VirtualService"
        for route in document["spec"]["http"]
        if "remove" in route.get("headers", {}).get("request", {})
    }
    removing = {name for name, removed in routes.items() if {"authorization", "cookie", "x-api-key"} <= removed}
    assert removing
    assert {name.split("/")[-2] for name in removing} == {"azure"}, routes


def test_an_api_behind_an_llm_gateway_has_one_namespace(tmp_path: Path) -> None:
    """Models, a sticky canary, a failover and a provider need objects of the API's namespace only, no EnvoyFilter."""
    app = MeshApp(outdir=tmp_path)
    api = at_llm_gateway(app)
    app.synth()
    assert [path.name for path in tmp_path.iterdir()] == ["chat.k8s.yaml"]
    written = load((tmp_path / "chat.k8s.yaml").read_text())
    assert {one["metadata"]["namespace"] for one in written} == {"ai"}
    assert {one["kind"] for one in written} == {
        *("Service", "DestinationRule", "VirtualService"),
        *("AuthorizationPolicy", "PeerAuthentication"),
    }
    assert list(api.slot_virtual_services) == ["chat-slot-0", "chat-slot-1"]
    assert not api.envoy_filters


def test_what_needs_a_patch_is_in_a_file_for_the_platform_s_team(tmp_path: Path) -> None:
    """A wait, a silence, an ejection's end and a number of choices are patches of routes and clusters."""
    app = MeshApp(outdir=tmp_path)
    ejection = Ejection(max_time=timedelta(seconds=60))
    pool = Pool(selector={"app": "chat"}, target_port=8080, load_balancer=LeastRequest(choices=8), ejection=ejection)
    api = at_llm_gateway(
        app,
        models=[Model(name="llama", backend=pool)],
        retries=Retries(longest_retry_after=timedelta(seconds=5)),
        budget=Budget(first_token=timedelta(seconds=20), stream_silence=timedelta(seconds=30)),
    )
    app.synth()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["chat-at-gateway.k8s.yaml", "chat.k8s.yaml"]
    written = load((tmp_path / "chat-at-gateway.k8s.yaml").read_text())
    assert {(one["kind"], one["metadata"]["namespace"]) for one in written} == {("EnvoyFilter", "llm-gateway")}
    assert list(api.envoy_filters) == ["least-request", "retry-after", "return-time", "stream-silence"]
    patches = [patch for one in written for patch in one["spec"]["configPatches"]]
    assert {patch["applyTo"] for patch in patches} == {"CLUSTER", "HTTP_ROUTE"}
    labels = {"gateway.networking.k8s.io/gateway-name": "llm"}
    assert all(one["spec"]["workloadSelector"]["labels"] == labels for one in written)


def test_names_at_the_gateway_do_not_meet(tmp_path: Path) -> None:
    """API `chat` of namespace `team-a` and API `a-chat` of namespace `team` have patches with different names."""
    app = MeshApp(outdir=tmp_path)
    apis = [
        LlmApiMesh(
            app,
            name,
            namespace=namespace,
            hosts=[f"{namespace}.example.com"],
            backend=BACKEND,
            gateway=LLM_GATEWAY,
            retries=WAITS,
        )
        for namespace, name in (("team-a", "chat"), ("team", "a-chat"))
    ]
    app.synth()
    names = [one.name for api in apis for one in api.envoy_filters.values()]
    assert names == ["team-a.chat.retry-after", "team.a-chat.retry-after"]


def test_a_passthrough_pool_is_balanced_by_the_gateway(tmp_path: Path) -> None:
    """Callers choose an address; the gateway has a DestinationRule that only it sees."""
    app = MeshApp(outdir=tmp_path)
    pool = Pool(selector={"app": "chat"}, target_port=8080, load_balancer=Passthrough())
    at_llm_gateway(app, models=[Model(name="llama", backend=pool)])
    app.synth()
    rules = [
        (one["spec"]["exportTo"], one["spec"]["trafficPolicy"]["loadBalancer"]["simple"])
        for one in load((tmp_path / "chat.k8s.yaml").read_text())
        if one["kind"] == "DestinationRule"
    ]
    assert rules == [(["."], "PASSTHROUGH"), (["llm-gateway"], "LEAST_REQUEST")]


def test_the_file_for_the_platform_s_team_has_a_name_of_its_own() -> None:
    """Another chart with its name is refused."""
    app = MeshApp()
    cdk8s.Chart(app, "chat-at-gateway")
    at_llm_gateway(app)
    with pytest.raises(MeshError, match='"chat-at-gateway", which another chart of the app has'):
        app.synth()


def test_spec_tells_the_defaults() -> None:
    """The specification can be read, with the defaults filled in, and can't be changed."""
    api = chat(MeshApp())
    assert api.spec.cluster_domain == "cluster.local"
    assert isinstance(api.spec.backend, Pool)
    assert api.spec.backend.port == 80
    with pytest.raises(ValueError, match="frozen"):
        api.spec.istio = "1.30"  # type: ignore[misc]
    with pytest.raises(TypeError):
        api.spec.backend.selector["app"] = "other"  # type: ignore[index]


def test_a_patch_of_a_known_field_arrives(tmp_path: Path) -> None:
    """Fields that the CRD has can be set, changed and removed."""
    app = MeshApp(outdir=tmp_path)
    api = chat(app)
    api.virtual_service.add_json_patch(
        cdk8s.JsonPatch.add("/spec/http/0/timeout", "3s"), cdk8s.JsonPatch.replace("/spec/hosts/0", "a.example.com")
    )
    app.synth()
    written = {(one["kind"], one["metadata"]["name"]): one for one in load((tmp_path / "chat.k8s.yaml").read_text())}
    virtual_service = written["VirtualService", "chat"]
    assert virtual_service["spec"]["http"][0]["timeout"] == "3s"
    assert virtual_service["spec"]["hosts"] == ["a.example.com"]


@pytest.mark.parametrize(
    ("child", "patch"),
    [
        ("virtual_service", cdk8s.JsonPatch.add("/spec/http/0/timeOut", "30s")),
        ("virtual_service", cdk8s.JsonPatch.replace("/apiVersion", "networking.istio.io/v1beta1")),
        ("destination_rule", cdk8s.JsonPatch.add("/spec/trafficPolicy/loadBalancer/magic", {})),
        ("gateway", cdk8s.JsonPatch.add("/spec/servers/0/port/colour", "red")),
        ("service", cdk8s.JsonPatch.add("/spec/trafficdistribution", "PreferClose")),
    ],
)
def test_a_patch_that_would_be_dropped_is_refused(child: str, patch: cdk8s.JsonPatch) -> None:
    """cdk8s drops fields that the imported class lacks; here that is an error."""
    with pytest.raises(MeshError, match="patch-without-effect"):
        getattr(chat(MeshApp()), child).add_json_patch(patch)


def test_children_of_a_refused_api_raise_its_problems() -> None:
    """A program that uses a refused API fails with the API's problems, not with a missing attribute."""
    api = chat(MeshApp(), hosts=["a:80"])
    with pytest.raises(MeshError, match="host-invalid"):
        _ = api.virtual_service
    with pytest.raises(AttributeError, match="no attribute 'virtualservice'"):
        _ = api.virtualservice


def test_own_objects_are_in_the_api_file(tmp_path: Path) -> None:
    """The API is a chart: objects declared in it are in its file, with its namespace and labels."""
    app = MeshApp(outdir=tmp_path)
    cdk8s.ApiObject(chat(app), "Settings", api_version="v1", kind="ConfigMap", metadata={"name": "settings"})
    app.synth()
    settings = load((tmp_path / "chat.k8s.yaml").read_text())[-1]
    assert settings["metadata"]["namespace"] == "ai"
    assert settings["metadata"]["labels"]["app.kubernetes.io/name"] == "chat"


def test_an_api_may_be_called_mesh() -> None:
    """Istio's name for all sidecars has that meaning only as a bare name."""
    api = LlmApiMesh(
        MeshApp(), "mesh", namespace="ai", hosts=["chat.example.com"], gateway=PLAIN_GATEWAY, backend=BACKEND
    )
    assert api.virtual_service.to_json()["spec"]["gateways"] == ["ai/mesh"]


def test_a_patch_that_can_t_be_applied_is_refused() -> None:
    """A patch of a missing place gives this package's error, not JavaScript's."""
    with pytest.raises(MeshError, match="patch-without-effect"):
        chat(MeshApp()).virtual_service.add_json_patch(cdk8s.JsonPatch.add("/spec/http/7/timeout", "3s"))


def test_a_faulty_value_can_be_used_until_the_api_is_read() -> None:
    """A program may use the name of a faulty version; the fault is reported at the version."""
    versions = [Version(name="1.0", weight=1), Version(name="v2", weight=1)]
    routes = [Route(name="testers", headers={"x": "1"}, version=versions[0].name)]
    assert versions[0].labels is None
    with pytest.raises(MeshError, match="name-invalid"):
        chat(cdk8s.App(), backend=Pool(selector={"app": "chat"}, target_port=8080, versions=versions), routes=routes)


def test_a_changed_copy_is_checked() -> None:
    """`model_copy` refuses what the constructor refuses."""
    version = Version(name="v1", weight=1)
    assert version.model_copy(update={"weight": 2}) == Version(name="v1", weight=2)
    copy = version.model_copy(update={"weight": "2"})
    with pytest.raises(MeshError, match="type-wrong"):
        chat(cdk8s.App(), backend=Pool(selector={"app": "chat"}, target_port=8080, versions=[copy]))


@pytest.mark.parametrize("name", [7, None, True])
def test_a_name_that_is_not_a_string_is_refused(name: Any) -> None:
    """A wrong type is refused even without an app."""
    with pytest.raises(MeshError, match=rf"name: got {name}\..* Allowed: a string\. \[type-wrong\]"):
        LlmApiMesh(
            cdk8s.App(),
            name,
            namespace="ai",
            hosts=["chat.example.com"],
            gateway=PLAIN_GATEWAY,
            backend=Pool(selector={"app": "chat"}, target_port=8080),
        )


def model(name: str = "llama", **fields: object) -> Model:
    pool = Pool(selector={"app": re.sub(r"[^a-z]", "", name) or "other"}, target_port=8080)
    return Model(**{"name": name, "backend": pool, **fields})  # type: ignore[arg-type]


def test_a_model_s_objects_are_attributes() -> None:
    """The objects are under the model's name. For an API without its own backend, the error says so."""
    app = MeshApp()
    api = LlmApiMesh(
        app,
        "chat",
        namespace="ai",
        hosts=["chat.example.com"],
        gateway=LLM_GATEWAY,
        models=[model("Llama/3", slug="l")],
    )
    rule = api.models["Llama/3"].destination_rule
    assert rule and rule.name == "chat-l"  # noqa: PT018
    with pytest.raises(AttributeError, match=r"has models but no backend, so it has no destination_rule"):
        assert api.destination_rule
