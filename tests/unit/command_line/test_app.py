"""The table of commands."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib import import_module, metadata
from pathlib import Path

import pytest

from llm_api_mesh.command_line.app import COMMANDS
from support.api_files import CHAT
from support.command_line import invoke, run
from support.programs import golden_yaml

NODE = {"cdk8s", "constructs", "jsii"}
SPECIFICATION = {"llm_api_mesh.spec", "pydantic"}
YAML = {"yaml"}
RICH = {"rich"}


def test_the_help_has_each_command_with_its_sentence() -> None:
    """The table's sentence is the first one of the command's own help."""
    shown = " ".join(invoke("--help").stdout.split())
    for name, sentence in COMMANDS.items():
        assert f"{name} {sentence}" in shown
        function = getattr(import_module(f"llm_api_mesh.command_line.{name}"), name)
        assert function.__doc__.startswith(f"{sentence}\n") or function.__doc__ == sentence
        assert sentence in " ".join(invoke(name, "--help").stdout.split())


def test_wrong_use() -> None:
    """An unknown command, an unknown option and no command at all have status 2, and the nearest name is said."""
    unknown = invoke("chekc")
    assert unknown.exit_code == 2
    assert "No such command 'chekc'. Did you mean 'check'?" in unknown.stderr
    option = invoke("check", "--jsno")
    assert option.exit_code == 2
    assert "--json" in option.stderr
    nothing = invoke()
    assert nothing.exit_code == 2
    assert "Usage: llm-api-mesh" in nothing.output


@pytest.mark.parametrize(
    ("arguments", "missing"),
    [
        (["--help"], NODE | SPECIFICATION | YAML | RICH),
        (["schema"], NODE | SPECIFICATION | YAML | RICH),
        (["errors", "weight-sum"], NODE | SPECIFICATION | YAML | RICH),
        (["explain", "LlmApiMesh.backend.versions.weight"], NODE | SPECIFICATION | YAML | RICH),
        (["check", "--help"], NODE | SPECIFICATION | RICH),
        (["check", "apis.yaml"], NODE | RICH),
        (["check", str(golden_yaml("models"))], NODE | RICH),
        (["matrix", str(golden_yaml("models"))], NODE | SPECIFICATION | RICH),
        (["posture", str(golden_yaml("models"))], NODE | SPECIFICATION | RICH),
        (["diff", str(golden_yaml("models")), str(golden_yaml("failover"))], NODE | RICH),
        (["graph", str(golden_yaml("models"))], NODE | RICH),
        (["init", "new"], NODE | RICH),
    ],
    ids=lambda value: " ".join(value[:1]) if isinstance(value, list) else "",
)
def test_a_command_imports_what_it_needs(arguments: Sequence[str], missing: set[str], tmp_path: Path) -> None:
    """Node.js runs only where objects are written, and rich is for terminals."""
    (tmp_path / "apis.yaml").write_text(CHAT)
    program = (
        "import atexit, sys\n"
        "from llm_api_mesh.command_line.app import main\n"
        "atexit.register(lambda: sys.stderr.write('\\n'.join(sys.modules)))\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert missing & set(done.stderr.splitlines()) == set()


def test_a_command_imports_no_other_command(tmp_path: Path) -> None:
    """The module of a command is imported when the command runs."""
    program = (
        "import atexit, sys\n"
        "from llm_api_mesh.command_line.app import main\n"
        "atexit.register(lambda: sys.stderr.write('\\n'.join(sys.modules)))\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "schema"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    commands = {f"llm_api_mesh.command_line.{name}" for name in COMMANDS}
    assert commands & set(done.stderr.splitlines()) == {"llm_api_mesh.command_line.schema"}


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("llm-api-mesh sch", ["schema"]),
        ("llm-api-mesh check --js", ["--json"]),
        ("llm-api-mesh errors weight-s", ["weight-sum"]),
        ("llm-api-mesh explain LlmApiMesh.backend.vers", ["LlmApiMesh.backend.versions"]),
        ("llm-api-mesh explain Version.w", ["Version.weight"]),
    ],
)
def test_completion(words: str, completed: list[str], tmp_path: Path) -> None:
    """A shell completes commands, options, codes and fields."""
    number = str(words.count(" "))
    environment = {"_LLM_API_MESH_COMPLETE": "complete_bash", "COMP_WORDS": words, "COMP_CWORD": number}
    assert run(folder=tmp_path, **environment).stdout.split() == completed


def test_completion_is_installed_by_typer_s_own_options(tmp_path: Path) -> None:
    """The program prints a script for a shell. Without this variable, typer looks for the shell that runs the tests."""
    environment = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    assert "_LLM_API_MESH_COMPLETE" in run("--show-completion", "bash", folder=tmp_path, **environment).stdout


def test_the_version() -> None:
    """It is that of the installed package."""
    assert invoke("--version").stdout == f"llm-api-mesh {metadata.version('llm-api-mesh')}\n"
