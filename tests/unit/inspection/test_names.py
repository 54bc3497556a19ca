"""An object of the user's own, or a patched one, never takes the place of a mesh's: both would be applied."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from llm_api_mesh import KeyFromEnvironment, LlmApiMesh, MeshApp, MeshError, OpenAI, Pool
from support.apps import Declare, refused

import pytest
from cdk8s import ApiObject, ApiObjectMetadata, App, Chart, JsonPatch
from cdk8s_plus_27 import k8s
from constructs import Construct

POOL = Pool(selector={"app": "chat"})


def mesh(app: Construct, name: str = "chat", **changes: Any) -> LlmApiMesh:
    plain = {"namespace": "ai", "hosts": [f"{name}.example.com"], "backend": POOL}
    return LlmApiMesh(app, name, **{**plain, **changes})


def own(
    scope: Construct, kind: str, name: str, namespace: str | None = None, api: str = "networking.istio.io/v1"
) -> ApiObject:
    """Declare an object that says nothing: it is its name that counts."""
    metadata = ApiObjectMetadata(name=name, namespace=namespace)
    return ApiObject(
        scope, f"own-{kind}-{namespace}-{api.partition('/')[0]}", api_version=api, kind=kind, metadata=metadata
    )


def taken(declare: Declare, folder: Path) -> list[tuple[str, str]]:
    """Synthesize; give chart and path of each problem."""
    problems = refused(declare, folder)
    assert {problem.code for problem in problems} == {"name-taken"}
    return [(problem.mesh, problem.path) for problem in problems]


def test_in_the_mesh_s_own_chart(tmp_path: Path) -> None:
    """Whatever class it is of."""

    def declare(app: Construct) -> None:
        chat = mesh(app)
        own(chat, "VirtualService", "chat")
        k8s.KubeService(Construct(chat, "library"), "mine", metadata=k8s.ObjectMeta(name="chat"))

    assert taken(declare, tmp_path) == [("chat", "Service/chat"), ("chat", "VirtualService/chat")]


@pytest.mark.parametrize(
    ("kind", "name", "api"),
    [
        ("Service", "chat", "v1"),
        ("DestinationRule", "chat", "networking.istio.io/v1beta1"),
        ("EnvoyFilter", "ai-chat-retry-after", "networking.istio.io/v1alpha3"),
    ],
)
def test_in_a_chart_beside_the_meshes(tmp_path: Path, kind: str, name: str, api: str) -> None:
    """Of another version of the kind, too: it is the same object. The mesh itself is as it came."""

    def declare(app: Construct) -> None:
        mesh(app)
        mesh(app, "other")
        own(Chart(app, "platform"), kind, name, "istio-system" if kind == "EnvoyFilter" else "ai", api)

    assert taken(declare, tmp_path) == [("platform", f"{kind}/{name}")]


def test_in_another_mesh_s_chart(tmp_path: Path) -> None:
    """Which has the same namespace, and so gives it to the object."""
    assert taken(lambda app: (mesh(app), own(mesh(app, "other"), "Gateway", "chat")), tmp_path) == [
        ("other", "Gateway/chat")
    ]


def test_by_a_patch_of_the_name(tmp_path: Path) -> None:
    """Also between two objects that are meshes' own."""

    def declare(app: Construct) -> None:
        mesh(app)
        mesh(app, "other").virtual_service.add_json_patch(JsonPatch.replace("/metadata/name", "chat"))

    assert taken(declare, tmp_path) == [("other", "VirtualService/chat")]


def test_a_provider_s_objects_are_taken_as_well(tmp_path: Path) -> None:
    """A ServiceEntry is in the mesh's namespace as all that isn't for a proxy."""

    def declare(app: Construct) -> None:
        entry = mesh(app, backend=OpenAI(api_key=KeyFromEnvironment(variable="KEY"))).service_entries
        own(Chart(app, "platform"), "ServiceEntry", next(iter(entry)), "ai")

    assert [chart for chart, _ in taken(declare, tmp_path)] == ["platform"]


def test_the_error_says_whose_it_is_and_what_to_do(tmp_path: Path) -> None:
    """An object in the place of the mesh's may be what is wanted."""
    app = MeshApp(outdir=tmp_path)
    own(mesh(app), "VirtualService", "chat")
    with pytest.raises(MeshError) as caught:
        app.synth()
    (problem,) = caught.value.problems
    assert str(problem) == (
        'VirtualService/chat: got a second VirtualService "chat" in namespace "ai", which this API already has. '
        "Give it another name. To replace the API's object, remove that one first: "
        'node.try_remove_child("VirtualService"). Allowed: one object for each kind, name and namespace, because the '
        "one that is applied last replaces the other. [name-taken]"
    )


def test_what_is_not_the_same_passes(tmp_path: Path) -> None:
    """Another namespace, kind or group; what replaces an object that was taken out; what is no mesh's at all."""
    app = MeshApp(outdir=tmp_path)
    chat, platform = mesh(app), Chart(app, "platform")
    own(platform, "VirtualService", "chat", "elsewhere")
    own(platform, "Sidecar", "chat", "ai")
    own(platform, "Service", "chat", "ai", "serving.knative.dev/v1")
    own(platform, "VirtualService", "chat")
    chat.node.try_remove_child("VirtualService")
    own(chat, "VirtualService", "chat")
    for chart in (chat, platform):
        ApiObject(chart, "Namespace", api_version="v1", kind="Namespace", metadata=ApiObjectMetadata(name="ai"))
    app.synth()
    assert len(list(tmp_path.iterdir())) == 2


def test_a_plain_app_says_it_of_the_mesh_s_chart(tmp_path: Path) -> None:
    """There each mesh is validated for itself."""
    app = App(outdir=str(tmp_path))
    own(mesh(app), "VirtualService", "chat")
    with pytest.raises(RuntimeError, match=r"a second VirtualService .*\[name-taken\]"):
        app.synth()
