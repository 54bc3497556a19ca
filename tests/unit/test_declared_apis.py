"""The problems of all APIs of an app, and APIs that are removed from it."""

from __future__ import annotations

from pathlib import Path

import cdk8s
import pytest

from llm_api_mesh import MeshApp, MeshError, Pool
from support.apps import api, content


def test_the_problems_of_all_apis_are_one_error(tmp_path: Path) -> None:
    """Problems of APIs and conflicts between APIs are ordered by API."""
    app = MeshApp(outdir=tmp_path / "dist")
    api(app, "b", hosts=["x.example.com"])
    api(app, "z", hosts=["z:80"])
    api(app, "a", hosts=["x.example.com"])
    api(app, "b")
    api(app, "B", hosts=["y.example.com"])
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert [(problem.api, problem.code) for problem in caught.value.problems] == [
        ("B", "name-invalid"),
        ("b", "host-claimed"),
        ("b", "chart-duplicate"),
        ("z", "host-invalid"),
    ]


def test_an_api_with_the_name_of_another_chart_is_refused(tmp_path: Path) -> None:
    """The other chart may be the user's own."""
    app = MeshApp(outdir=tmp_path)
    cdk8s.Chart(app, "chat")
    api(app, "chat")
    with pytest.raises(MeshError, match="chart-duplicate"):
        app.synth()


def test_a_refused_api_takes_no_name(tmp_path: Path) -> None:
    """Its construct, which is never written, can't have the name of another API or chart."""
    app = MeshApp(outdir=tmp_path)
    api(app, "faulty-1")
    for _ in range(2):
        api(app, "chat", backend=Pool(selector={}, target_port=8080))
    with pytest.raises(MeshError) as caught:
        app.synth()
    assert {problem.code for problem in caught.value.problems} == {"label-invalid"}


def test_an_api_that_was_removed_from_the_tree_is_forgotten(tmp_path: Path) -> None:
    """The API's file is removed, and other APIs can have its hosts."""
    app = MeshApp(outdir=tmp_path)
    api(app, "chat", hosts=["x.example.com"])
    api(app, "code")
    app.synth()
    assert app.node.try_remove_child("chat")
    app.synth()
    assert list(content(tmp_path)) == ["code.k8s.yaml"]
    api(app, "talk", hosts=["x.example.com"])
    app.synth()
    assert sorted(content(tmp_path)) == ["code.k8s.yaml", "talk.k8s.yaml"]


def test_a_removed_api_can_be_declared_again(tmp_path: Path) -> None:
    """The new API doesn't conflict with the removed one."""
    app = MeshApp(outdir=tmp_path)
    api(app, "chat", hosts=["old.example.com"])
    app.node.try_remove_child("chat")
    api(app, "chat", hosts=["new.example.com"])
    app.synth()
    written = (tmp_path / "chat.k8s.yaml").read_text()
    assert "new.example.com" in written
    assert "old.example.com" not in written
