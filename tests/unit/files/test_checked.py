"""All APIs and LLM gateways of files, checked without cdk8s: the problems are those of an app."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm_api_mesh import MeshApp, MeshError, add_files
from llm_api_mesh.errors import ordered
from llm_api_mesh.files.checked import Checked, checked
from llm_api_mesh.files.documents import read_documents
from support.api_files import API, CHAT, GATEWAY, REF
from support.programs import EXAMPLES

NAMED = "gateway: {kind: LlmGateway, name: llm}\n"
PATCHED = f"{API}{REF}retries: {{longest_retry_after: 20s}}\n"
"""An API with a second file, for the gateway's namespace."""


def check(*paths: Path) -> Checked:
    """Check files as the command line does."""
    read: list[None] = []
    result = checked(read_documents(paths, lambda: read.append(None)))
    assert result.files == len(read)
    return result


@pytest.mark.parametrize("name", [name for name, path in EXAMPLES.items() if path.with_name("apis.yaml").exists()])
def test_examples_are_right(name: str) -> None:
    """No example has a problem."""
    assert not check(EXAMPLES[name].with_name("apis.yaml")).problems


@pytest.mark.parametrize(
    "texts",
    [
        [CHAT.replace("8080", "0"), CHAT.replace("chat", "code")],
        [CHAT, CHAT],
        [CHAT, CHAT.replace("name: chat", "name: talk")],
        [CHAT, CHAT.replace("name: chat", "name: 12")],
        [CHAT, CHAT.replace("name: chat\n", "")],
        [CHAT.replace("LlmApiMesh", "LlmApi")],
        [CHAT.replace("llm-api-mesh/v1", "llm-api-mesh/v2")],
        [f"{CHAT}scope: x\nid: y\n"],
        ["- a\n"],
        ["a: &b 1\n", "a: [\n", CHAT],
        [GATEWAY, GATEWAY],
        [GATEWAY, API + REF],
        [API + NAMED, GATEWAY],
        [API + NAMED, GATEWAY.replace("PlainHttp", "Plain")],
        [API + NAMED, GATEWAY.replace("chat", "other")],
        [API + NAMED.replace("llm", "llx"), GATEWAY],
        [API + NAMED.replace("name: llm", "hosts: {}"), GATEWAY],
        [API.replace("name: chat\n", NAMED), GATEWAY],
        [GATEWAY.replace("chat", "other"), API + REF],
        [GATEWAY, PATCHED, CHAT.replace("name: chat", "name: chat-at-gateway").replace("chat.ex", "other.ex")],
        [CHAT.replace("name: chat", "name: chat-at-gateway").replace("chat.ex", "other.ex"), GATEWAY, PATCHED],
        [f"{GATEWAY}admission_policy: true\n", CHAT.replace("name: chat", "name: llm-admission")],
        [CHAT.replace("name: chat", "name: llm-admission"), f"{GATEWAY}admission_policy: true\n"],
    ],
)
def test_problems_are_those_of_an_app(texts: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same problems with the same places, whatever is wrong, and the same files are right."""
    monkeypatch.chdir(tmp_path)
    Path("apis").mkdir()
    for number, text in enumerate(texts):
        Path("apis", f"{number}.yaml").write_text(text)
    app = MeshApp()
    add_files(app, "apis")
    expected: tuple[str, ...] = ()
    try:
        app.synth()
    except MeshError as error:
        expected = tuple(f"{problem.api} {problem}" for problem in error.problems)
    found = check(Path("apis")).problems
    assert tuple(f"{problem.api} {problem}" for problem in ordered(found)) == expected


def test_what_was_read_is_counted(tmp_path: Path) -> None:
    """APIs and gateways are counted by their kinds, those with problems too."""
    (tmp_path / "a.yaml").write_text(f"{GATEWAY}---\n{API}{REF}")
    (tmp_path / "b.yaml").write_text(CHAT.replace("8080", "0").replace("chat", "code"))
    found = check(tmp_path)
    assert (found.files, found.apis, found.gateways, len(found.problems)) == (2, 2, 1, 1)
