"""Two objects with the same kind, namespace and name: none may replace an object of an API."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from cdk8s import ApiObject, ApiObjectMetadata, App, Chart, JsonPatch
from cdk8s_plus_27 import k8s
from constructs import Construct

from llm_api_mesh import LeastRequest, LlmApiMesh, LlmGateway, MeshApp, MeshError, OpenAI, Pool
from support.apps import LLM_GATEWAY, PLAIN_GATEWAY, Declare, refused
from support.specs import KEY, offering

POOL = Pool(selector={"app": "chat"}, target_port=8080)


def mesh(app: Construct, name: str = "chat", **changes: Any) -> LlmApiMesh:
    plain = {"namespace": "ai", "hosts": [f"{name}.example.com"], "gateway": PLAIN_GATEWAY, "backend": POOL}
    return LlmApiMesh(app, name, **{**plain, **changes})


def own(
    scope: Construct, kind: str, name: str, namespace: str | None = None, api: str = "networking.istio.io/v1"
) -> ApiObject:
    """Declare an object that has only a name."""
    metadata = ApiObjectMetadata(name=name, namespace=namespace)
    return ApiObject(
        scope, f"own-{kind}-{namespace}-{api.partition('/')[0]}", api_version=api, kind=kind, metadata=metadata
    )


def taken(declare: Declare, folder: Path) -> list[tuple[str, str]]:
    """Synthesize, and return the chart and path of each problem."""
    problems = refused(declare, folder)
    assert {problem.code for problem in problems} == {"name-taken"}
    return [(problem.api, problem.path) for problem in problems]


def test_in_the_api_s_own_chart(tmp_path: Path) -> None:
    """The class of the second object doesn't matter."""

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
        ("EnvoyFilter", "ai.chat.least-request", "networking.istio.io/v1alpha3"),
    ],
)
def test_in_another_chart(tmp_path: Path, kind: str, name: str, api: str) -> None:
    """A second object of another version of the kind is the same object. The API itself is unchanged."""

    def declare(app: Construct) -> None:
        eight = LeastRequest(choices=8)
        mesh(app, gateway=LLM_GATEWAY, backend=POOL.model_copy(update={"load_balancer": eight}))
        mesh(app, "other", backend=POOL.model_copy(update={"selector": {"app": "other"}}))
        own(Chart(app, "platform"), kind, name, "llm-gateway" if kind == "EnvoyFilter" else "ai", api)

    assert taken(declare, tmp_path) == [("platform", f"{kind}/{name}")]


def test_in_another_api_s_chart(tmp_path: Path) -> None:
    """The chart gives its namespace to the object."""
    assert taken(lambda app: (mesh(app), own(mesh(app, "other"), "Gateway", "chat")), tmp_path) == [
        ("other", "Gateway/chat")
    ]


@pytest.mark.parametrize("patched", ["another", "other"])
def test_by_a_patch_of_the_name(tmp_path: Path, patched: str) -> None:
    """Both objects belong to APIs. The problem is reported for the patched object, in any order of the names."""

    def declare(app: Construct) -> None:
        mesh(app)
        mesh(app, patched).virtual_service.add_json_patch(JsonPatch.replace("/metadata/name", "chat"))

    assert taken(declare, tmp_path) == [(patched, "VirtualService/chat")]


def test_the_name_of_a_provider_s_object(tmp_path: Path) -> None:
    """A ServiceEntry is in the namespace of the LLM gateway."""

    def declare(app: Construct) -> None:
        entries = LlmGateway(app, "llm", **offering(OpenAI(api_key=KEY))).service_entries
        own(Chart(app, "platform"), "ServiceEntry", next(iter(entries)), "llm-gateway")

    assert [chart for chart, _ in taken(declare, tmp_path)] == ["platform"]


def test_the_message_has_the_owner_and_the_fix(tmp_path: Path) -> None:
    """The user may want to replace the API's object."""
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


def test_different_objects_pass(tmp_path: Path) -> None:
    """Objects of another namespace, kind or group, in place of a removed object, or of no API."""
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


def test_in_a_plain_app(tmp_path: Path) -> None:
    """The validation of each API inspects the API's own chart."""
    app = App(outdir=str(tmp_path))
    own(mesh(app), "VirtualService", "chat")
    with pytest.raises(RuntimeError, match=r"a second VirtualService .*\[name-taken\]"):
        app.synth()
