"""The guard at work: everything that an app writes is judged before it is written, whoever made it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from llm_api_mesh import ConsistentHash, Gateway, KeyFromEnvironment, LlmApiMesh, MeshApp, MeshError, OpenAI, Pool
from llm_api_mesh.inspection.objects import inspect_objects
from llm_api_mesh.inspection.shortcut import may_have_problems
from support import apps, documents
from support.apps import Declare
from support.programs import EXAMPLES, golden_yaml, release

import pytest
from cdk8s import ApiObject, ApiObjectMetadata, App, Chart, JsonPatch
from constructs import Construct

POOL = Pool(selector={"app": "chat"})
CODES = JsonPatch.add("/spec/trafficPolicy/outlierDetection/outlierDetectionHttpErrorCodes", [429])


def mesh(app: Construct, name: str = "chat", **changes: Any) -> LlmApiMesh:
    plain = {"namespace": "ai", "hosts": [f"{name}.example.com"], "backend": POOL}
    return LlmApiMesh(app, name, **{**plain, **changes})


def own_object(scope: Construct, kind: str, spec: dict[str, Any], namespace: str | None = None) -> None:
    """Declare an object as a user may, of whose fields cdk8s knows nothing."""
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


def refused(declare: Declare, folder: Path) -> list[tuple[str, str, str]]:
    """Synthesize; give mesh, path and code of each problem."""
    return [(problem.mesh, problem.path, problem.code) for problem in apps.refused(declare, folder)]


def test_a_patch_of_an_own_object_is_judged(tmp_path: Path) -> None:
    """A field that the definition has, so that the patch shows in the YAML, and that istiod doesn't read."""
    path = "DestinationRule/chat.spec.trafficPolicy.outlierDetection.outlierDetectionHttpErrorCodes"
    assert refused(lambda app: mesh(app).destination_rule.add_json_patch(CODES), tmp_path) == [
        ("chat", path, "field-ignored")
    ]


def test_a_patch_that_drops_another_setting_is_judged(tmp_path: Path) -> None:
    """What is wrong is only seen beside another field, or beside another object."""

    def declare(app: Construct) -> None:
        chat = mesh(app, backend=POOL.model_copy(update={"load_balancer": ConsistentHash(header="x-session-id")}))
        chat.virtual_service.add_json_patch(JsonPatch.remove("/spec/http/0/retries/retryIgnorePreviousHosts"))

    assert refused(declare, tmp_path) == [
        ("chat", "VirtualService/chat.spec.http[0].retries", "combination-ignored"),
    ]


def test_an_object_in_the_mesh_s_chart_is_judged(tmp_path: Path) -> None:
    """An EnvoyFilter of the user's own, with an extension that Istio's proxy doesn't have."""
    found = refused(lambda app: own_object(mesh(app), "EnvoyFilter", lua(kind="Transform"), "istio-system"), tmp_path)
    assert found == [("chat", "EnvoyFilter/own.spec.configPatches[0].patch.value", "extension-missing")]


def test_an_object_in_a_chart_beside_the_meshes_is_judged(tmp_path: Path) -> None:
    """The app's other charts are written by the same program."""

    def declare(app: Construct) -> None:
        mesh(app)
        own_object(Chart(app, "platform"), "EnvoyFilter", lua(kind="Transform"), "istio-system")

    assert refused(declare, tmp_path) == [
        ("platform", "EnvoyFilter/own.spec.configPatches[0].patch.value", "extension-missing")
    ]


@pytest.mark.parametrize("beside", [False, True])
def test_an_object_within_a_construct_is_judged(tmp_path: Path, beside: bool) -> None:
    """As it is when a construct of one's own, or somebody's library, declares it."""

    def declare(app: Construct) -> None:
        chart = mesh(app)
        inner = Construct(Chart(app, "platform") if beside else chart, "library")
        own_object(inner, "EnvoyFilter", lua(kind="Transform"), "istio-system")

    assert refused(declare, tmp_path) == [
        ("platform" if beside else "chat", "EnvoyFilter/own.spec.configPatches[0].patch.value", "extension-missing")
    ]


def test_an_object_in_the_place_of_another_one_is_judged(tmp_path: Path) -> None:
    """The file has as many objects as before; what was taken out and put in shows all the same."""

    def declare(app: Construct) -> None:
        chat = mesh(app)
        chat.node.try_remove_child("VirtualService")
        own_object(chat, "DestinationRule", {"host": "a.ai", "trafficPolicy": {"tls": {"mode": "SIMPLE", "sni": "a"}}})

    assert refused(declare, tmp_path) == [
        ("chat", "DestinationRule/own.spec.trafficPolicy.tls.sni", "combination-ignored"),
    ]


def test_a_patch_of_a_gateway_elsewhere_is_judged(tmp_path: Path) -> None:
    """A filter for the mesh's gateway has no effect where no pod of that gateway is."""
    found = refused(lambda app: own_object(mesh(app), "EnvoyFilter", lua()), tmp_path)
    assert found == [("chat", "EnvoyFilter/own.metadata.namespace", "combination-ignored")]


SECURE = "/spec/trafficPolicy/tls"
PROVIDER = "DestinationRule/chat.spec.trafficPolicy.tls"


@pytest.mark.parametrize(
    ("patches", "paths"),
    [
        ([JsonPatch.add(f"{SECURE}/insecureSkipVerify", True)], [PROVIDER, f"{PROVIDER}.subjectAltNames"]),  # noqa: FBT003
        ([JsonPatch.replace(SECURE, {"mode": "SIMPLE", "insecureSkipVerify": True})], [PROVIDER]),
        ([JsonPatch.replace(SECURE, {"mode": "DISABLE"})], [PROVIDER]),
        ([JsonPatch.remove(SECURE)], [PROVIDER]),
        ([JsonPatch.remove(f"{SECURE}/subjectAltNames")], [f"{PROVIDER}.sni"]),
        ([JsonPatch.remove(f"{SECURE}/subjectAltNames"), JsonPatch.remove(f"{SECURE}/sni")], []),
        (None, ["DestinationRule.spec.host"]),
    ],
)
def test_a_provider_s_certificate_is_always_verified(
    tmp_path: Path, patches: list[JsonPatch] | None, paths: list[str]
) -> None:
    """No patch, and no rule taken out, sends the key to somebody who only answers in the provider's place."""
    app = MeshApp(outdir=tmp_path)
    gpt = mesh(app, backend=OpenAI(api_key=KeyFromEnvironment(variable="KEY")))
    for patch in patches or ():
        gpt.destination_rule.add_json_patch(patch)
    if patches is None:
        gpt.node.try_remove_child(gpt.destination_rule.node.id)
    if not paths:  # without either, Istio asks for the name that is called
        app.synth()
        return
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert [problem.path for problem in caught.value.problems] == paths
    assert {problem.code for problem in caught.value.problems} == {"combination-ignored"}


def test_what_has_an_effect_passes(tmp_path: Path) -> None:
    """A filter of the build, beside the gateway's pods, is the user's own business; so is another gateway's."""

    def declare(app: Construct) -> None:
        own_object(mesh(app), "EnvoyFilter", lua(), "istio-system")
        for name, labels in (("all", {}), ("team", {"app": "team-gateway"})):
            others = {**lua(), "workloadSelector": {"labels": labels}}
            own_object(mesh(app, name), "EnvoyFilter", others, "ai")
        elsewhere = Gateway(selector={"istio": "internal"}, pod_namespace="gateways")
        own_object(mesh(app, "internal", gateway=elsewhere), "EnvoyFilter", lua(), "ai")

    app = MeshApp(outdir=tmp_path)
    declare(app)
    app.synth()
    names = {path.name.removesuffix(".k8s.yaml") for path in tmp_path.iterdir()}
    assert names == {"all", "chat", "internal", "team"}


def test_a_mesh_that_was_taken_out_is_not_judged(tmp_path: Path) -> None:
    """What isn't written can't be wrong."""
    app = MeshApp(outdir=tmp_path)
    mesh(app, "other")
    mesh(app).destination_rule.add_json_patch(CODES)
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
def test_a_plain_app_says_at_once_what_is_wrong_in_a_patch(
    tmp_path: Path, child: str, op: JsonPatch, code: str
) -> None:
    """Whatever stands beside it: so it is the one exception, with its problems. And nothing is written afterwards."""
    app = App(outdir=str(tmp_path / "dist"))
    chat = mesh(app, istio="1.30")
    with pytest.raises(MeshError) as caught:
        (chat.envoy_filters.get(child) or getattr(chat, child)).add_json_patch(op)
    assert [(problem.mesh, problem.code) for problem in caught.value.problems] == [("chat", code)]
    with pytest.raises(RuntimeError, match=code):
        app.synth()


def test_a_plain_app_says_the_rest_when_it_synthesizes(tmp_path: Path) -> None:
    """What is wrong beside something else, and objects of the user's own: by a validation, in cdk8s' error."""
    app = App(outdir=str(tmp_path))
    own_object(mesh(app, "other"), "EnvoyFilter", lua(kind="Transform"), "istio-system")
    sticky = POOL.model_copy(update={"load_balancer": ConsistentHash(header="x-session-id")})
    patched = mesh(app, backend=sticky)
    patched.virtual_service.add_json_patch(JsonPatch.remove("/spec/http/0/retries/retryIgnorePreviousHosts"))
    with pytest.raises(RuntimeError, match=r"(?s)\[extension-missing\].*\[combination-ignored\]"):
        app.synth()
    assert list(tmp_path.iterdir()) == []


def test_a_plain_app_with_sound_meshes_is_written(tmp_path: Path) -> None:
    """Nothing is against meshes as they come."""
    app = App(outdir=str(tmp_path))
    for name in ("one", "two"):
        mesh(app, name)
    app.synth()
    assert len(list(tmp_path.iterdir())) == 2


def test_a_mesh_as_it_comes_needs_no_closer_look(tmp_path: Path) -> None:
    """The text of a file tells that nothing was added and nothing patched: that is why the guard costs nothing."""
    app = MeshApp(outdir=tmp_path)
    plain, patched = mesh(app), mesh(app, "patched")
    app.synth()
    texts = {path.name.removesuffix(".k8s.yaml"): path.read_text() for path in tmp_path.iterdir()}
    all_of_it = set(app.node.find_all())
    assert not may_have_problems(plain, "1.31", texts["chat"], all_of_it)
    assert may_have_problems(plain, "1.31", f"{texts['chat']}---\napiVersion: v1\nkind: ConfigMap\n", all_of_it)
    assert may_have_problems(plain, "1.31", texts["chat"], all_of_it - {plain.virtual_service})
    patched.virtual_service.add_json_patch(JsonPatch.add("/spec/exportTo", ["."]))
    assert may_have_problems(patched, "1.31", texts["patched"], all_of_it)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_sound(name: str) -> None:
    """The guard has nothing against what the examples write, also when it reads all of it."""
    for path in golden_yaml(name).iterdir():
        assert inspect_objects(path.name, release(name), documents.load(path.read_text())) == []
