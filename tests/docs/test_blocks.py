"""Every block of code, YAML and commands on a page is checked: in a general way by its language, or by a named test."""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from typing import Any, Never

import kubernetes_validate
import pytest
import yaml
from typer.core import TyperGroup
from typer.main import get_command

from llm_api_mesh.command_line.app import NAME, app
from support import ROOT, documents
from support.markdown import Block, blocks

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCKS = [(page.stem, block) for page in PAGES for block in blocks(page)]
IDS = [f"{page}-{block.line}" for page, block in BLOCKS]

Key = tuple[str, str, str]
"""The page, the heading above the block, and the language."""

_DOCS = "docs/test_docs.py"
_EXCERPTS = "docs/test_excerpts.py"
_ENVIRONMENTS = "docs/test_environments_page.py"
_TRAFFIC = "docs/test_traffic_pages.py"
_COMMANDS = "e2e/test_commands_of_pages.py"

BY_TEST: dict[Key, str] = {
    ("README", "Ten lines", "text"): f"{_DOCS}::test_readme_s_picture_has_the_program_s_names",
    ("access-tables", "In a program", "python"): f"{_EXCERPTS}::test_the_tables_of_access_in_a_program",
    ("affinity", "The bound", "yaml"): f"{_EXCERPTS}::test_the_statistic_of_the_bound",
    ("affinity", "How to tell", "yaml"): f"{_EXCERPTS}::test_the_log_of_affinity",
    ("affinity", "How to tell", "sh"): f"{_EXCERPTS}::test_the_log_of_affinity",
    ("answers", "", "json"): f"{_DOCS}::test_every_error_of_the_gateway_is_on_its_page",
    ("api-keys", "The Secret", "sh"): f"{_EXCERPTS}::test_a_new_api_key_and_its_line",
    (
        "api-keys",
        "What the platform's team adds",
        "yaml",
    ): f"{_EXCERPTS}::test_the_authorizer_in_the_mesh_configuration",
    ("architecture", "", "text"): f"{_EXCERPTS}::test_the_tree_of_the_code",
    ("argo-cd", "", "yaml"): f"{_DOCS}::test_argo_cd_takes_just_these_files",
    ("argo-cd", "An Application for each file", "yaml"): f"{_DOCS}::test_argo_cd_takes_just_these_files",
    ("diff", "An example", "text"): f"{_TRAFFIC}::test_the_page_of_differences",
    ("egress", "A forward proxy", "text"): f"{_EXCERPTS}::test_a_picture_has_the_names_of_the_yaml",
    ("environments", "", "python"): f"{_ENVIRONMENTS}::test_its_files_and_its_program_write_the_same",
    ("environments", "", "yaml"): f"{_ENVIRONMENTS}::test_its_files_and_its_program_write_the_same",
    ("environments", "In a program", "python"): f"{_ENVIRONMENTS}::test_its_files_and_its_program_write_the_same",
    ("environments", "Problems", "text"): f"{_ENVIRONMENTS}::test_the_problems_are_as_shown",
    ("environments", "Two owners", "text"): f"{_EXCERPTS}::test_the_kinds_of_files_of_two_owners",
    ("environments", "What differs", "text"): f"{_ENVIRONMENTS}::test_the_differences_are_as_shown",
    ("failover", "How it works", "text"): f"{_EXCERPTS}::test_a_picture_has_the_names_of_the_yaml",
    ("files", "Problems", "text"): f"{_DOCS}::test_problems_of_files_are_as_on_their_page",
    ("files", "Editors", "json"): f"{_EXCERPTS}::test_the_schema_for_editors",
    ("files", "", "yaml"): f"{_DOCS}::test_the_file_on_its_page_is_the_readme_s_program",
    ("getting-started", "", "sh"): f"{_EXCERPTS}::test_the_installation_without_make",
    ("getting-started", "In your own repository", "sh"): ("installed/test_wheel.py::test_a_project_in_an_empty_folder"),
    ("getting-started", "Two models, a canary and a provider to fall back on", "text"): (
        f"{_DOCS}::test_getting_started_shows_an_example_and_where_its_requests_go"
    ),
    ("graph", "Mermaid", "mermaid"): f"{_TRAFFIC}::test_the_page_of_pictures",
    ("in-the-cluster", "", "sh"): f"{_COMMANDS}::test_kubectl_takes_the_command",
    ("in-the-cluster", "What must exist", "sh"): f"{_COMMANDS}::test_kubectl_takes_the_command",
    ("inference-pools", "How it works", "text"): f"{_EXCERPTS}::test_a_picture_has_the_names_of_the_yaml",
    ("lab", "In a test", "python"): f"{_EXCERPTS}::test_the_lab_has_what_its_page_calls",
    ("lab", "Statistics", "python"): f"{_EXCERPTS}::test_the_lab_has_what_its_page_calls",
    ("platform-team", "Argo CD", "yaml"): f"{_DOCS}::test_the_rights_of_both_teams_suffice",
    ("platform-team", "Install", "python"): (f"{_DOCS}::test_the_platform_s_page_gives_a_team_what_its_gateway_has"),
    ("platform-team", "What to watch", "yaml"): f"{_DOCS}::test_the_counters_to_watch_are_those_of_deployed_pods",
    ("providers", "The key", "sh"): f"{_COMMANDS}::test_kubectl_takes_the_command",
    ("providers", "The key", "yaml"): f"{_EXCERPTS}::test_a_volume_with_a_key",
    ("providers", "What a provider sees", "json"): f"{_EXCERPTS}::test_the_answer_without_a_key",
    ("recipes", "3. Remove the old VirtualService", "sh"): (
        "e2e/test_recipes.py::test_an_api_that_exists_moves_without_a_failed_request"
    ),
    (
        "releasing",
        "Before the first version on a package index",
        "toml",
    ): f"{_EXCERPTS}::test_the_addresses_of_the_project",
    ("security", "Streams to pods with a sidecar", "yaml"): f"{_EXCERPTS}::test_the_drain_of_pods",
    ("service", "A LoadBalancer bypasses the gateway", "sh"): f"{_COMMANDS}::test_kubectl_takes_the_command",
    ("timers", "The checklist", "text"): f"{_DOCS}::test_the_checklist_on_its_page_is_what_synth_prints",
}
"""The tests of blocks that no general check covers."""

CONSOLES = {
    "five-minute-start": "e2e/test_console.py::test_a_page_from_its_first_command_to_the_last",
    "getting-started": "e2e/test_console.py::test_a_page_from_its_first_command_to_the_last",
    "troubleshooting": "e2e/test_troubleshooting.py::test_a_command_prints_what_the_page_shows",
}
"""The tests of pages with commands and their output."""


WHOLE = {
    "command-line": {"json", "sh", "text"},  # test_command_line_page.py: each block of commands, and its output
    "errors": {"python", "text"},  # test_docs_errors.py, and test_excerpts.py for the first program
}
"""Pages of which tests read every block of some languages."""


def _checked(page: str, block: Block) -> bool:
    """Tell whether a general check covers a block."""
    if page in WHOLE and block.language in WHOLE[page]:
        return True
    match block.language:
        case "python":
            return "import" in block.text and "app.synth()" in block.text  # test_docs.py runs it
        case "yaml":
            return bool(_valid(block.text))
        case "sh":
            return all(map(_known, lines_of(block.text)))
        case other:
            return other == "console" and page in CONSOLES


@pytest.mark.parametrize(("page", "block"), BLOCKS, ids=IDS)
def test_every_block_is_checked(page: str, block: Block) -> None:
    """A block without a check of any kind can't be on a page."""
    assert _checked(page, block) or (page, block.heading, block.language) in BY_TEST, block.text


def test_no_check_lacks_its_block() -> None:
    """Each named test exists, and each place that is named has a block that needs it."""
    needed = {(page, block.heading, block.language) for page, block in BLOCKS if not _checked(page, block)}
    assert needed == set(BY_TEST)
    assert {page for page, block in BLOCKS if block.language == "console"} == set(CONSOLES)
    for test in {*BY_TEST.values(), *CONSOLES.values()}:
        file, _, name = test.partition("::")
        assert name in _tests(file), test


@cache
def _tests(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_fence_is_a_block() -> None:
    """A fence that isn't at the beginning of its line, or that names no language, would hide its block."""
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert 2 * len(list(blocks(page))) == len(re.findall(r"^\s*(?:```|~~~)", text, re.MULTILINE)), page


def _valid(text: str) -> list[documents.Document]:
    """Return the objects of a block whose schema this project has, or nothing if a document is something else."""
    found = [one for one in yaml.safe_load_all(text) if one]
    ours = all(isinstance(one, dict) and {"apiVersion", "kind"} <= one.keys() and _schema(one) for one in found)
    return found if ours else []


def _schema(one: documents.Document) -> bool:
    group = str(one["apiVersion"]).rpartition("/")[0]
    return one["kind"] in documents.kinds() or group in {"", "networking.k8s.io", "rbac.authorization.k8s.io"}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(block.text, id=name)
        for (_, block), name in zip(BLOCKS, IDS, strict=True)
        if block.language == "yaml" and _valid(block.text)
    ],
)
def test_objects_are_valid(text: str) -> None:
    """Each object on a page is valid for Istio or Kubernetes, without unknown fields."""
    for one in _valid(text):
        if one["kind"] in documents.kinds():
            documents.assert_schema_valid(one)
        else:
            kubernetes_validate.validate(one, documents.KUBERNETES, strict=True)


def lines_of(text: str) -> list[str]:
    """Return the commands of a block, each in one line without its comment."""
    joined = text.replace("\\\n", " ")
    if "<<" in text or len(shlex.split(joined, comments=True)) != sum(_words(line) for line in joined.splitlines()):
        return [shlex.quote(text)]  # a text of several lines is an argument
    return [shlex.join(words) for line in joined.splitlines() if (words := shlex.split(line, comments=True))]


def _words(line: str) -> int:
    """Count the words of a line, of which the last may begin a text that ends on another line."""
    try:
        return len(shlex.split(line, comments=True))
    except ValueError:
        return 0


def _known(line: str) -> bool:
    """Tell whether `test_commands_are_right` can check a command."""
    match shlex.split(line):
        case ["make" | "llm-api-mesh", *_]:
            return True
        case [".venv/bin/python" | "python", "-m", module, *_]:
            return module.partition(".")[0] in {"bench", "lab", "pytest"}
        case ["python", "-c", *_]:
            return True
        case [".venv/bin/python", program]:
            return program.endswith(".py")
    return False


COMMANDS = sorted(
    {line for _, block in BLOCKS if block.language == "sh" for line in lines_of(block.text) if _known(line)}
)


@pytest.mark.parametrize("line", COMMANDS)
def test_commands_are_right(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A target is in the Makefile, a program is in the repository, and a module takes the options."""
    words = shlex.split(line)
    if words[0] == "make":
        targets = re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
        assert {word for word in words[1:] if "=" not in word} <= set(targets)
    elif words[0] == "llm-api-mesh":
        _parse_command(list(takewhile(lambda word: word not in {">", "|"}, words[1:])))
    elif words[1] == "-c":
        subprocess.run([sys.executable, *words[1:]], capture_output=True, check=True)
    elif words[1] != "-m":
        assert (ROOT / words[1]).exists()
    elif words[2] != "pytest":
        _parse(words[2], words[3:], monkeypatch)


def _parse_command(arguments: list[str]) -> None:
    """Have a command of `llm-api-mesh` read its options, and nothing more."""
    program = get_command(app)
    assert isinstance(program, TyperGroup)
    with program.make_context(NAME, list(arguments)) as context:
        name, command, rest = program.resolve_command(context, arguments)
        assert command, name
        command.make_context(name, rest, parent=context).close()


class Parsed(Exception):  # noqa: N818  # it is no error: it ends a program after its options
    """The options of a program are right."""


def _parse(module: str, arguments: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a program read its options, and nothing more."""
    parse = argparse.ArgumentParser.parse_args

    def stop(self: argparse.ArgumentParser, args: Sequence[str] | None = None, namespace: Any = None) -> Never:
        parse(self, args, namespace)
        raise Parsed

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", stop)
    program = importlib.import_module("lab.cli.main" if module == "lab" else module)
    with pytest.raises(Parsed):
        program.main(list(arguments))


def test_json_is_json() -> None:
    """Each block of JSON can be read."""
    for page, block in BLOCKS:
        if block.language == "json" and page != "command-line":  # which shows the first lines of a long output
            json.loads(block.text)


def test_code_compiles() -> None:
    """Each block of Python can be compiled, also one that isn't a whole program."""
    for page, block in BLOCKS:
        if block.language == "python":
            compile(block.text, f"{page}:{block.line}", "exec")


def test_a_general_check_is_strict() -> None:
    """What no general check knows needs a test of its own."""
    assert not _checked("any", Block("", "yaml", "a: 1\n", 1))
    assert not _checked("any", Block("", "yaml", "apiVersion: example.com/v1\nkind: Unknown\n", 1))
    assert not _checked("any", Block("", "sh", "make test\nrm -r folder\n", 1))
    assert not _checked("any", Block("", "text", "words\n", 1))
    assert not _checked("any", Block("", "console", "$ ls\n", 1))
    assert _checked("any", Block("", "sh", "make test  # the tests\n", 1))
