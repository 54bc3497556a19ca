"""Fields of a later Istio release than the API's: refused in patches and in objects of the user."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from cdk8s import JsonPatch

from llm_api_mesh import LlmApiMesh, MeshApp, MeshError, Pool
from llm_api_mesh.inspection.objects import inspect_objects
from llm_api_mesh.inspection.rules.ignored import IGNORED_FIELDS
from llm_api_mesh.inspection.rules.newer import NEWER_FIELDS
from support import ROOT
from support.apps import PLAIN_GATEWAY
from support.documents import SCHEMAS

Place = tuple[str, str, str | None]


def schemas(release: str) -> dict[str, Any]:
    text = (ROOT / "imports" / "schemas" / SCHEMAS[release]).read_text()
    return {
        crd["spec"]["names"]["kind"]: crd["spec"]["versions"][0]["schema"]["openAPIV3Schema"]
        for crd in yaml.load_all(text, Loader=yaml.CSafeLoader)
    }


def added(old: dict[str, Any], new: dict[str, Any], path: str = "") -> Iterator[tuple[str, str | None]]:
    """Yield the places that only `new` has, without what is below them: fields, and values of an enumeration."""
    if new.get("type") == "array":
        yield from added(old["items"], new["items"], path and f"{path}[]")
    for value in set(new.get("enum", ())) - set(old.get("enum", ())):
        yield path, value
    for name, inner in new.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        if name in old.get("properties", {}):
            yield from added(old["properties"][name], inner, here)
        else:
            yield here, None


def test_the_table_is_the_difference_of_the_definitions() -> None:
    """The table has all new fields and no old one, except fields that istiod reads in neither release."""
    old, new = schemas("1.30"), schemas("1.31")
    difference = {(kind, *place) for kind in new for place in added(old[kind], new[kind])}
    known: set[Place] = {(field.kind, path, field.value) for field in NEWER_FIELDS for path in field.paths}
    unread: set[Place] = {
        (field.kind, path, field.value)
        for field in IGNORED_FIELDS
        for path in field.paths
        if {"1.30", "1.31"} <= set(field.releases)
    }
    assert difference - unread == {place for place in known if place[0] in new}
    assert not known & unread


@pytest.mark.parametrize("field", NEWER_FIELDS, ids=lambda field: f"{field.kind} {field.paths[0]}")
def test_a_newer_field_is_refused_for_an_older_release(field: Any) -> None:
    """The problem has the release that adds the field. For that release, the field passes."""
    for path in field.paths:
        value: Any = field.value or {}
        for step in reversed(path.split(".")):
            value = {step.removesuffix("[]"): [value] if step.endswith("[]") else value}
        item = {"kind": field.kind, "metadata": {"name": "own"}, **value}
        (problem,) = inspect_objects("chat", "1.30", [item])
        assert problem.code == "istio-release"
        assert problem.path == f"{field.kind}/own.{path.replace('[]', '[0]')}"
        assert problem.allowed.startswith('istio="1.31" or newer')
        assert "istio-release" not in {problem.code for problem in inspect_objects("chat", "1.31", [item])}


KEEP_ALIVE = JsonPatch.add(
    "/spec/trafficPolicy/connectionPool/http/http2KeepAlive", {"interval": "30s", "timeout": "5s"}
)


def test_a_patch_for_an_older_release_is_refused(tmp_path: Path) -> None:
    """The imported classes are those of the newest release, so the YAML would have the field."""
    app = MeshApp(outdir=tmp_path / "dist")
    pods = Pool(selector={"app": "chat"}, target_port=8080)
    for name, release in (("old", "1.30"), ("new", "1.31")):
        hosts = [f"{name}.example.com"]
        api = LlmApiMesh(app, name, namespace=name, hosts=hosts, gateway=PLAIN_GATEWAY, backend=pods, istio=release)  # type: ignore[arg-type]
        api.destination_rule.add_json_patch(KEEP_ALIVE)
    with pytest.raises(MeshError) as caught:
        app.synth()
    (problem,) = caught.value.problems
    assert str(problem) == (
        "DestinationRule/old.spec.trafficPolicy.connectionPool.http.http2KeepAlive: got http2KeepAlive with "
        'istio="1.30". Remove http2KeepAlive. Allowed: istio="1.31" or newer, which adds http2KeepAlive. '
        "[istio-release]"
    )
    assert not (tmp_path / "dist").exists()
