"""What happens to an API in a `MeshApp`, in a plain App, and in another chart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cdk8s
import pytest

from llm_api_mesh import LlmApiMesh, MeshApp, MeshError, Pool
from support.apps import PLAIN_GATEWAY, api


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
    with pytest.raises(MeshError, match="chart-duplicate"):
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


WRITE = 'Write LlmApiMesh(app, "chat", ...).'
ALLOWED = "Allowed: the app, and then the name. [type-wrong]"


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("app", "chat"), f'chat: 1 problem, nothing was written\n  scope: got "app". {WRITE} {ALLOWED}'),
        ((None, "chat"), f"chat: 1 problem, nothing was written\n  scope: got None. {WRITE} {ALLOWED}"),
        (("chat",), f'chat: 1 problem, nothing was written\n  scope: got "chat". {WRITE} {ALLOWED}'),
        (
            (),
            (
                "LlmApiMesh: 1 problem, nothing was written\n"
                f"  scope: missing. {WRITE} Allowed: the app, and then the name. [field-required]"
            ),
        ),
        ((MeshApp,), f"LlmApiMesh: 1 problem, nothing was written\n  scope: got MeshApp. {WRITE} {ALLOWED}"),
        (
            (MeshApp, "chat", "ai"),
            f'chat: 1 problem, nothing was written\n  scope: got MeshApp, "chat", "ai". {WRITE} {ALLOWED}',
        ),
    ],
)
def test_app_and_name_are_needed(arguments: tuple[Any, ...], text: str) -> None:
    """A problem says what is expected, without a traceback of Python."""
    with pytest.raises(MeshError) as caught:
        LlmApiMesh(*arguments, namespace="ai", hosts=["chat.example.com"], gateway=PLAIN_GATEWAY)
    assert str(caught.value) == text


def test_the_name_is_needed() -> None:
    """An app without a name is a problem, too, and a name by its keyword is none."""
    with pytest.raises(MeshError, match=r"LlmApiMesh: 1 problem, nothing was written\n  id: missing\. Write"):
        LlmApiMesh(MeshApp(), namespace="ai", hosts=["chat.example.com"], gateway=PLAIN_GATEWAY)  # type: ignore[call-arg]
    app = MeshApp()
    by_keyword = LlmApiMesh(
        scope=app,
        id="chat",
        namespace="ai",
        hosts=["a.example.com"],
        gateway=PLAIN_GATEWAY,
        backend=Pool(selector={"app": "chat"}, target_port=8080),
    )
    assert by_keyword.spec.name == "chat"


def test_an_api_inside_a_chart_is_refused(tmp_path: Path) -> None:
    """cdk8s would put the path in the tree into the name of the API's file."""
    app = MeshApp(outdir=tmp_path)
    api(cdk8s.Chart(app, "platform"), "chat")
    with pytest.raises(MeshError, match="output-file"):
        app.synth()
