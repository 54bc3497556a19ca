"""The objects of an API wait until something needs them in Node.js."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import cdk8s
import pytest

from llm_api_mesh import LeastRequest, LlmApiMesh, LlmGatewayRef, MeshApp, MeshError, Pool
from llm_api_mesh.lazy_chart import LazyChart
from support.apps import api

REF = LlmGatewayRef(namespace="llm-gateway", name="llm")


def _waits(mesh: LlmApiMesh) -> bool:
    return mesh.described is not None


def _synthesized(folder: Path, change: Callable[[MeshApp, LlmApiMesh], object]) -> dict[str, str]:
    app = MeshApp(outdir=folder)
    change(app, api(app))
    api(app, "code", hosts=["code.example.com"])
    app.synth()
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_objects_wait(tmp_path: Path) -> None:
    """A program that only declares APIs never passes their objects to Node.js."""
    app = MeshApp(outdir=tmp_path)
    meshes = [api(app), api(app, "code", hosts=["code.example.com"])]
    cdk8s.Chart(app, "other")
    app.synth()
    assert all(map(_waits, meshes))


@pytest.mark.parametrize(
    "touch",
    [
        lambda app, mesh: mesh.virtual_service,  # noqa: ARG005
        lambda app, mesh: mesh.node,  # noqa: ARG005
        lambda app, mesh: mesh.api_objects,  # noqa: ARG005
        lambda app, mesh: mesh.to_json(),  # noqa: ARG005
        lambda app, mesh: cdk8s.Testing.synth(mesh),  # noqa: ARG005
        lambda app, mesh: cdk8s.Chart.of(mesh),  # noqa: ARG005
        lambda app, mesh: app.node.find_all(),  # noqa: ARG005
        lambda app, mesh: cdk8s.Chart(app, "other").node.add_dependency(mesh) or app.node.try_remove_child("other"),
    ],
)
def test_who_asks_for_objects_gets_them(tmp_path: Path, touch: Callable[[MeshApp, LlmApiMesh], object]) -> None:
    """Whatever asks for a chart finds its objects, and the files are the same."""
    waited = _synthesized(tmp_path / "waited", lambda *_: None)

    def touched(app: MeshApp, mesh: LlmApiMesh) -> None:
        touch(app, mesh)
        assert not _waits(mesh)
        assert [item.kind for item in mesh.api_objects] == [doc["kind"] for doc in mesh.to_json()]

    assert _synthesized(tmp_path / "touched", touched) == waited


def test_find_all_has_the_objects(tmp_path: Path) -> None:
    """The tree of an app has the objects of all APIs, declared before and after."""
    app = MeshApp(outdir=tmp_path)
    api(app)
    found = [one.node.path for one in app.node.find_all()]
    api(app, "code", hosts=["code.example.com"])
    more = [one.node.path for one in cdk8s.Chart(app, "other").node.root.node.find_all()]
    assert "chat/VirtualService" in found
    assert {"chat/VirtualService", "code/VirtualService"} <= set(more)


def test_own_objects_come_last(tmp_path: Path) -> None:
    """A user's own object in an API's chart comes after those of the API."""

    def change(_: MeshApp, mesh: LlmApiMesh) -> None:
        cdk8s.ApiObject(mesh, "Own", api_version="v1", kind="ConfigMap", metadata={"name": "own"})
        assert not _waits(mesh)

    text = _synthesized(tmp_path, change)["chat.k8s.yaml"]
    assert text.rindex("\nkind: ") == text.index("\nkind: ConfigMap")


def test_only_the_patched_api_is_declared(tmp_path: Path) -> None:
    """A patch of one API leaves the others alone."""
    app = MeshApp(outdir=tmp_path)
    chat, code = api(app), api(app, "code", hosts=["code.example.com"])
    chat.virtual_service.add_json_patch(cdk8s.JsonPatch.add("/spec/http/0/name", "first"))
    app.synth()
    assert (_waits(chat), _waits(code)) == (False, True)
    assert "name: first" in (tmp_path / "chat.k8s.yaml").read_text(encoding="utf-8")


def test_the_file_at_the_gateway_waits_too(tmp_path: Path) -> None:
    """The EnvoyFilters of an API are in another chart, which waits as well."""
    pool = Pool(selector={"app": "chat"}, target_port=8000, load_balancer=LeastRequest(choices=3))
    app = MeshApp(outdir=tmp_path)
    mesh = LlmApiMesh(app, "chat", namespace="ai", hosts=["chat.example.com"], gateway=REF, backend=pool)
    assert isinstance(mesh.at_gateway, LazyChart)
    assert mesh.at_gateway.described
    app.synth()
    waited = (tmp_path / "chat-at-gateway.k8s.yaml").read_text(encoding="utf-8")
    assert _waits(mesh)
    assert [item.kind for item in mesh.at_gateway.api_objects] == ["EnvoyFilter"]
    assert not _waits(mesh)
    app.synth()
    assert (tmp_path / "chat-at-gateway.k8s.yaml").read_text(encoding="utf-8") == waited


def test_a_plain_app_waits_for_nothing() -> None:
    """cdk8s' own App writes what is in its tree."""
    assert not _waits(api(cdk8s.App()))


def test_charts_with_other_names(tmp_path: Path) -> None:
    """A dependency between charts renames all files, and that is refused, also for APIs that wait."""
    app = MeshApp(outdir=tmp_path)
    api(app)
    cdk8s.Chart(app, "a").node.add_dependency(cdk8s.Chart(app, "b"))
    with pytest.raises(MeshError, match="output-file"):
        app.synth()
    assert list(tmp_path.iterdir()) == []
