"""The golden YAML and plans of the repository's own APIs and of its examples."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from cdk8s import ApiObject
from jsonschema import Draft202012Validator

import llm_api_mesh.llm_api_mesh
from llm_api_mesh import MeshApp, add_files
from llm_api_mesh.access_tables import Format, matrix_text, posture_text
from llm_api_mesh.described import Described
from llm_api_mesh.files.yaml_reader import read_yaml
from llm_api_mesh.graphs.drawing import drawn, traffic_of
from llm_api_mesh.llm_gateway import LlmGateway
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.printing.gateway_plan_text import gateway_plan_text
from llm_api_mesh.plan.printing.plan_text import plan_text
from llm_api_mesh.reading import read
from llm_api_mesh.reading.file_schema import file_schema
from llm_api_mesh.reading.plain import plain as as_plain
from llm_api_mesh.reading.schema import options_schema
from llm_api_mesh.resources.builders import BUILDERS
from support import ROOT, documents
from support import golden as golden_files
from support.documents import Document
from support.golden import Golden
from support.programs import (
    ANOTHER_TEAM,
    ENVIRONMENTS,
    EXAMPLES,
    EXISTING,
    FLUX,
    assert_printed,
    golden_yaml,
    release,
    run_here,
    run_program,
)

GOLDEN_FOLDERS = ("dist", "plan", "access")
"""The folders of golden files beside each example's program."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(name: str, tmp_path: Path, golden: Golden, capfd: pytest.CaptureFixture[str]) -> None:
    """An example writes the YAML in the folder beside it, byte for byte, valid and sound, and no other file.

    It prints what it wrote, its checklist and nothing else.
    """
    files = golden_files.read(run_here(EXAMPLES[name], tmp_path))
    printed = capfd.readouterr()
    assert printed.err == ""
    assert_printed(printed.out)
    golden(golden_yaml(name), files)
    everything = _in_order(files)
    own = [document for document in everything if document["kind"] != "PeerAuthentication"]
    for document in own:
        documents.assert_schema_valid(document, release(name))
    documents.assert_sound(own, EXISTING)


def _in_order(files: dict[str, str]) -> list[Document]:
    """Check the order of each file's documents, and give the documents of all files."""
    everything = []
    for text in files.values():
        loaded = documents.load(text)
        documents.assert_in_order(loaded)
        everything += loaded
    return everything


@pytest.mark.parametrize("name", EXAMPLES)
def test_plan(name: str, tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan of each API of an example is in the folder beside it, and is much shorter than its YAML.

    The checklist doesn't count, because it is about what no YAML has.
    """
    texts = _plans(EXAMPLES[name], tmp_path, monkeypatch)
    golden(EXAMPLES[name].with_name("plan"), texts)
    for text in texts.values():
        assert yaml.safe_load(text).keys() & {"api", "llm_gateway"}
    written = "".join(golden_files.read(EXAMPLES[name].with_name("dist")).values())
    assert sum(len(text.partition("\nchecklist:")[0]) for text in texts.values()) < 0.6 * len(written)


ALL_FORMATS = ("failover", "identity")
"""The examples whose tables are also there as text and as JSON."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_access_tables(name: str, golden: Golden) -> None:
    """Who reaches what, what is open or closed, and where requests go are in the folder beside an example's YAML."""
    folder = EXAMPLES[name].with_name("dist")
    forms: dict[Format, str] = {"markdown": "md"}
    if name in ALL_FORMATS:
        forms |= {"text": "txt", "json": "json"}
    tables = {"matrix": matrix_text, "posture": posture_text}
    texts = {f"{table}.{end}": write(folder, form) for table, write in tables.items() for form, end in forms.items()}
    texts["graph.mmd"] = drawn(traffic_of(folder), "mermaid", name)
    golden(EXAMPLES[name].with_name("access"), texts)


def test_plan_of_main(tmp_path: Path, golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """The plans of the repository's own APIs are in a folder beside this test."""
    golden(Path(__file__).with_name("main_plan"), _plans(ROOT / "main.py", tmp_path, monkeypatch))


def _plans(program: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Run a program, and give the printed plan of each of its APIs by the name of its file."""
    texts: dict[str, str] = {}

    def note(plan: Plan) -> dict[str, Described[ApiObject]]:
        texts[f"{plan.spec.name}.yaml"] = plan_text(plan)
        return {}

    def build(gateway: LlmGateway, plan: GatewayPlan) -> None:
        texts[f"{plan.spec.name}.yaml"] = gateway_plan_text(plan)
        build_gateway(gateway, plan)

    build_gateway = LlmGateway._build  # noqa: SLF001  # it is called with the plan
    monkeypatch.setattr(llm_api_mesh.llm_api_mesh, "BUILDERS", (*BUILDERS, note))
    monkeypatch.setattr(LlmGateway, "_build", build)
    run_here(program, folder)
    return texts


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_as_plain_data(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The keywords of an example as JSON are valid against the JSON Schema, and give the same bytes as its objects."""
    validator = Draft202012Validator(options_schema())

    def read_json(api: object, options: dict[str, Any], *, plain: bool) -> object:
        assert not plain
        data = json.loads(json.dumps(as_plain(options)))
        assert [error.message for error in validator.iter_errors(data)] == []
        return read(api, data)

    monkeypatch.setattr(llm_api_mesh.llm_api_mesh, "read", read_json)
    assert golden_files.read(run_here(EXAMPLES[name], tmp_path)) == golden_files.read(golden_yaml(name))


WITHOUT_FILE = {"escape_hatch", "own_app", "own_filter"}
"""Examples of what only a program can do."""


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - WITHOUT_FILE))
def test_example_as_a_file(name: str, tmp_path: Path) -> None:
    """The same example as a YAML file is valid against the JSON Schema, and gives the same bytes as the program.

    Only the first line of each file differs: it says which file to change.
    """
    file = EXAMPLES[name].with_name("apis.yaml")
    validator = Draft202012Validator(file_schema())
    for document in read_yaml(file.read_text(), file.name).documents:
        assert [error.message for error in validator.iter_errors(document.data)] == []
    app = MeshApp(outdir=tmp_path / "dist")
    add_files(app, file)
    app.synth()
    files = golden_files.read(tmp_path / "dist")
    assert golden_files.below_headers(files) == golden_files.below_headers(golden_files.read(golden_yaml(name)))
    assert all("change apis.yaml, not this file" in text.partition("\n")[0] for text in files.values())


def test_dist_is_what_main_writes(tmp_path: Path, golden: Golden) -> None:
    """dist/ is committed as `make synth` writes it: file for file, byte for byte."""
    golden(ROOT / "dist", golden_files.read(run_program(ROOT / "main.py", tmp_path)))


def test_another_team_s_repository(tmp_path: Path, golden: Golden) -> None:
    """The example of a whole repository writes the YAML in its dist/; tests/installed runs it with the wheel alone."""
    copy = shutil.copytree(ANOTHER_TEAM, tmp_path / "repository", ignore=shutil.ignore_patterns("dist", "__pycache__"))
    done = subprocess.run([sys.executable, "main.py"], cwd=copy, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert_printed(done.stdout)
    golden(ANOTHER_TEAM / "dist", golden_files.read(copy / "dist"))


def test_no_golden_file_lacks_its_program() -> None:
    """Each folder of examples/ has a program, the same as a file if that is possible, and else only golden files.

    Flux's files are in a folder of their own.
    """
    folders = [folder.name for folder in sorted((ROOT / "examples").iterdir())]
    assert folders == sorted([*EXAMPLES, ANOTHER_TEAM.name, ENVIRONMENTS.parent.name, FLUX.name])
    for name, program in EXAMPLES.items():
        sources = {"main.py"} if name in WITHOUT_FILE else {"apis.yaml", "main.py"}
        assert {path.name for path in program.parent.iterdir()} == {*sources, *GOLDEN_FOLDERS}


def test_golden_files_are_not_written_in_ci(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    """In CI, the switch that writes golden files is refused."""
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(pytestconfig.option, "write_golden", True)
    with pytest.raises(pytest.UsageError, match="refused in CI"):
        golden_files.may_write(pytestconfig)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({}, r"has \['a.txt'\], which nothing writes"),
        ({"a.txt": "1\n", "b.txt": "2\n"}, r"lacks \['b.txt'\]"),
        ({"a.txt": "1"}, "differs"),
        ({"a.txt": "1\r\n"}, "differs"),
    ],
)
def test_a_golden_file_that_differs_is_a_failure(files: dict[str, str], message: str, tmp_path: Path) -> None:
    """A stale file, a missing file and a byte too many fail, and no file is written."""
    (tmp_path / "a.txt").write_text("1\n")
    with pytest.raises(pytest.fail.Exception, match=message):
        Golden(write=False)(tmp_path, files)
    assert golden_files.read(tmp_path) == {"a.txt": "1\n"}


def test_golden_files_are_written_on_demand(tmp_path: Path) -> None:
    """The switch writes what is missing or differs, and removes what is stale."""
    (tmp_path / "stale.txt").touch()
    Golden(write=True)(tmp_path, {"a.txt": "1\n"})
    Golden(write=False)(tmp_path, {"a.txt": "1\n"})


def test_dist_is_valid_and_sound() -> None:
    """The YAML that Argo CD syncs is valid for the target release."""
    everything = _in_order(golden_files.read(ROOT / "dist"))
    for document in everything:
        documents.assert_schema_valid(document, "1.31")
    documents.assert_sound(everything)


CANARY_STEPS = {
    # Weights are relative to each other: one number changes.
    "canary": (
        ('name="canary", weight=5', 'name="canary", weight=20'),
        [("          weight: 5", "          weight: 20")],
    ),
    # The sum of the weights stays the same, because otherwise sessions would move back and forth: one line changes in
    # the program. In the YAML, sessions go by a range of buckets, and requests without a key by the weights.
    "sticky_canary": (
        ('weight=90), Version(name="v2", weight=10', 'weight=70), Version(name="v2", weight=30'),
        [
            # Each of them twice: for requests with and without the key that keeps a replica.
            *[("              regex: 0[0-9][0-9]", '              regex: "[0-2][0-9][0-9]"')] * 2,
            *[("          weight: 90", "          weight: 70"), ("          weight: 10", "          weight: 30")] * 2,
        ],
    ),
}


@pytest.mark.parametrize(("name", "change", "changed"), [(name, *step) for name, step in CANARY_STEPS.items()])
def test_canary_step_is_one_line(
    name: str, change: tuple[str, str], changed: list[tuple[str, str]], tmp_path: Path
) -> None:
    """A step of the canary is one changed line in the program, and in the YAML the weights and nothing else."""
    before = EXAMPLES[name].read_text()
    after = before.replace(*change)
    assert len(_changes(before, after)) == 1
    (tmp_path / "program.py").write_text(after)

    written = golden_files.read(run_here(tmp_path / "program.py", tmp_path))

    before_it = golden_files.read(golden_yaml(name))
    assert written.keys() == before_it.keys()
    assert [one for file, text in before_it.items() for one in _changes(text, written[file])] == changed


def _changes(before: str, after: str) -> list[tuple[str, str]]:
    """Return the lines that differ, old and new."""
    lines = zip(before.splitlines(), after.splitlines(), strict=True)
    return [(old, new) for old, new in lines if old != new]


IMPORT_CDK8S = [
    name for name, program in EXAMPLES.items() if re.search(r"^(from|import) cdk8s", program.read_text(), re.MULTILINE)
]


@pytest.mark.parametrize("name", ["tls", *IMPORT_CDK8S])
def test_no_banner_with_an_old_node(name: str, tmp_path: Path) -> None:
    """With an old Node.js on PATH, an example uses the packaged one, prints no warning and writes the same bytes.

    This holds for a program that imports cdk8s, too. Each program runs in a separate process.
    """
    old = tmp_path / "bin" / "node"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\nif [ \"$1\" = --version ]; then echo v20.20.2; else echo 'old node' >&2; exit 1; fi\n")
    old.chmod(0o755)
    copy = shutil.copy(EXAMPLES[name], tmp_path / "main.py")
    environment = {**os.environ, "PATH": f"{old.parent}:/usr/bin:/bin"}
    environment.pop("JSII_NODE", None)
    done = subprocess.run(
        [sys.executable, copy], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert golden_files.read(tmp_path / "dist") == golden_files.read(golden_yaml(name))
