"""What a path on the command line is."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer import BadParameter

from llm_api_mesh.command_line.sources import kind_of, sources
from support.api_files import CHAT
from support.programs import EXAMPLES, golden_yaml


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_examples(name: str) -> None:
    """Programs, their files and what they write are told apart."""
    program = EXAMPLES[name]
    assert kind_of(program) == "program"
    assert kind_of(golden_yaml(name)) == "objects"
    file = program.with_name("apis.yaml")
    if file.exists():
        assert kind_of(file) == "files"
        assert kind_of(program.parent) == "files"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (CHAT, "files"),
        (f"\ufeff{CHAT}", "files"),
        ('{"apiVersion": "llm-api-mesh/v1"}', "files"),
        ("apiVersion: llm-api-mesh/v9\n", "files"),
        ("apiVersion: v1\nkind: Service\n", "objects"),
        ('{"apiVersion": "v1", "kind": "Service"}', "objects"),
        (f"apiVersion: v1\nkind: Service\n---\n{CHAT}", "files"),
        ("kind: LlmApiMesh\nname: chat\n", "files"),
        ("", "files"),
    ],
)
def test_a_file(text: str, kind: str, tmp_path: Path) -> None:
    """Kubernetes objects are known by their apiVersion, and everything else is to be a description."""
    file = tmp_path / "one.yaml"
    file.write_text(text)
    assert kind_of(file) == kind
    assert kind_of(tmp_path) == kind


@pytest.mark.parametrize(
    ("app", "paths"),
    [
        ("python main.py", ["main.py"]),
        ("poetry run python ./main.py --fast", ["main.py"]),
        ("llm-api-mesh synth main.yaml apis", ["main.yaml", "apis"]),
        (".venv/bin/llm-api-mesh synth apis --output dist", ["apis"]),
    ],
)
def test_without_paths(app: str, paths: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The paths are those of the app in cdk8s.yaml."""
    monkeypatch.chdir(tmp_path)
    for name in ("main.py", "main.yaml", "apis"):
        Path(name).write_text("")
    Path("cdk8s.yaml").write_text(f"language: python\napp: {app}\n")
    assert sources([]) == [Path(path) for path in paths]
    assert sources([Path("apis")]) == [Path("apis")]


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (None, "There is no cdk8s.yaml here. Change to the folder of your project"),
        ("app: node main.js\n", "The app in cdk8s.yaml names no program."),
        ("app: llm-api-mesh synth\n", "The app in cdk8s.yaml names no program."),
        ("language: python\n", "The app in cdk8s.yaml names no program."),
        ("app: 'python \"main.py'\n", "The app in cdk8s.yaml names no program."),
        ("[", "cdk8s.yaml isn't YAML."),
        ("app: python main.py\n", "There is no file or folder main.py."),
    ],
)
def test_nothing_to_work_on(config: str | None, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what is missing."""
    monkeypatch.chdir(tmp_path)
    if config:
        Path("cdk8s.yaml").write_text(config)
    with pytest.raises(BadParameter) as caught:
        sources([])
    assert caught.value.message.startswith(said)


def test_a_program_is_the_only_path(tmp_path: Path) -> None:
    """Two programs can't run in one process as each of them expects."""
    for name in ("main.py", "other.py"):
        (tmp_path / name).write_text("")
    with pytest.raises(BadParameter, match="must be the only path"):
        sources([tmp_path / "main.py", tmp_path / "other.py"])
