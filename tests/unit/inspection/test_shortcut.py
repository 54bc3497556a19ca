"""The shortcut: which charts have to be inspected. All others are unchanged APIs, or have no object that matters."""

from __future__ import annotations

from pathlib import Path

from cdk8s import ApiObject, ApiObjectMetadata, Chart, JsonPatch

from llm_api_mesh import LlmApiMesh, MeshApp, Pool
from llm_api_mesh.inspection.rules.sizes import LARGEST
from llm_api_mesh.inspection.shortcut import charts_to_inspect, may_have_problems
from support.apps import PLAIN_GATEWAY


def mesh(app: MeshApp, name: str) -> LlmApiMesh:
    return LlmApiMesh(
        app,
        name,
        namespace="ai",
        hosts=[f"{name}.ai"],
        gateway=PLAIN_GATEWAY,
        backend=Pool(selector={"app": name}, target_port=8080),
    )


def texts(folder: Path) -> dict[str, str]:
    return {path.name.removesuffix(".k8s.yaml"): path.read_text() for path in folder.iterdir()}


def inspected(app: MeshApp, folder: Path, *apis: LlmApiMesh) -> list[str]:
    app.synth()
    charts = charts_to_inspect(app, {api: api.plan for api in apis}, texts(folder), set(app.node.find_all()))
    return sorted(chart.node.id for chart in charts)


def test_an_unchanged_api_is_not_inspected(tmp_path: Path) -> None:
    """The API's file shows that no object was added or is too large, and its record that none was changed."""
    app = MeshApp(outdir=tmp_path)
    plain, patched = mesh(app, "chat"), mesh(app, "patched")
    app.synth()
    files, declared = texts(tmp_path), set(app.node.find_all())
    assert not may_have_problems(plain, "1.31", files["chat"], declared)
    assert may_have_problems(plain, "1.31", f"{files['chat']}---\napiVersion: v1\nkind: ConfigMap\n", declared)
    assert may_have_problems(plain, "1.31", files["chat"], declared - {plain.virtual_service})
    assert may_have_problems(plain, "1.31", f"{files['chat']}{'#' * LARGEST}", declared)
    patched.virtual_service.add_json_patch(JsonPatch.add("/spec/exportTo", ["."]))
    assert may_have_problems(patched, "1.31", files["patched"], declared)


def test_another_chart_is_inspected_if_it_matters(tmp_path: Path) -> None:
    """Another chart matters if it has an object of Istio's, or the name of an API's object.

    In the second case that API is inspected as well.
    """
    app = MeshApp(outdir=tmp_path)
    apis = mesh(app, "chat"), mesh(app, "code")
    assert inspected(app, tmp_path, *apis) == []
    other = Chart(app, "platform")
    ApiObject(other, "Namespace", api_version="v1", kind="Namespace", metadata=ApiObjectMetadata(name="ai"))
    assert inspected(app, tmp_path, *apis) == []
    ApiObject(other, "ConfigMap", api_version="v1", kind="ConfigMap", metadata=ApiObjectMetadata(name="chat"))
    assert inspected(app, tmp_path, *apis) == ["chat", "platform"]
    istio = "security.istio.io/v1"
    ApiObject(Chart(app, "tls"), "A", api_version=istio, kind="PeerAuthentication")
    assert inspected(app, tmp_path, *apis) == ["chat", "platform", "tls"]


def test_without_common_names_only_the_other_chart_is_inspected(tmp_path: Path) -> None:
    """One object of Istio's networking API is enough to inspect the chart."""
    app = MeshApp(outdir=tmp_path)
    chat = mesh(app, "chat")
    sidecar = ApiObject(Chart(app, "platform"), "S", api_version="networking.istio.io/v1", kind="Sidecar")
    assert sidecar.name != chat.virtual_service.name
    assert inspected(app, tmp_path, chat) == ["platform"]


def test_a_chart_with_a_route_of_the_gateway_api_is_inspected(tmp_path: Path) -> None:
    """It may lead to an inference pool."""
    app = MeshApp(outdir=tmp_path)
    chat = mesh(app, "chat")
    ApiObject(Chart(app, "platform"), "R", api_version="gateway.networking.k8s.io/v1", kind="HTTPRoute")
    assert inspected(app, tmp_path, chat) == ["platform"]
