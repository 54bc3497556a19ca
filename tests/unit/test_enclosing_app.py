"""What happens to an API in a `MeshApp`, in a plain App, and in another chart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cdk8s
import pytest

from llm_api_mesh import LlmApiMesh, MeshApp, MeshError
from support.apps import api


def test_a_plain_app_raises_problems_at_once() -> None:
    """In a plain App the constructor raises all problems."""
    with pytest.raises(MeshError) as caught:
        api(cdk8s.App(), hosts=["a:80"], cluster_domain="-")
    assert [problem.code for problem in caught.value.problems] == ["name-invalid", "host-invalid"]


def test_a_plain_app_raises_conflicts_at_once(tmp_path: Path) -> None:
    """APIs of one plain App may conflict; those of different Apps don't."""
    app = cdk8s.App(outdir=str(tmp_path))
    api(app)
    with pytest.raises(MeshError, match="host-claimed"):
        api(app, "code", hosts=["chat.example.com"])
    with pytest.raises(MeshError, match="mesh-duplicate"):
        api(app, namespace="ml", hosts=["chat.example.org"])
    api(cdk8s.App())
    app.synth()
    assert [path.name for path in tmp_path.iterdir()] == ["chat.k8s.yaml"]


def test_a_refused_api_claims_nothing() -> None:
    """In a plain App a refused API can be declared again after the error was caught."""
    app = cdk8s.App()
    api(app)
    with pytest.raises(MeshError, match="host-claimed"):
        api(app, "code", hosts=["chat.example.com"])
    api(app, "code")


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("app", "chat"), r'^LlmApiMesh takes the app, and then the name: LlmApiMesh\(app, "chat", ...\); got "app"$'),
        ((None, "chat"), r"got None$"),
        (("chat",), r"missing 1 required positional argument: 'id'"),
        ((), r"missing 2 required positional arguments: 'scope' and 'id'"),
    ],
)
def test_app_and_name_are_needed(arguments: tuple[Any, ...], text: str) -> None:
    """A TypeError of one line says what is expected, before anything is checked."""
    with pytest.raises(TypeError, match=text):
        LlmApiMesh(*arguments, namespace="ai", hosts=["chat.example.com"])


def test_an_api_inside_a_chart_is_refused(tmp_path: Path) -> None:
    """cdk8s would put the path in the tree into the name of the API's file."""
    app = MeshApp(outdir=tmp_path)
    api(cdk8s.Chart(app, "platform"), "chat")
    with pytest.raises(MeshError, match="output-file"):
        app.synth()
