"""The repository's own meshes and examples: the golden YAML in dist/ and in each example's dist/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from support import ROOT, documents
from support import golden as golden_files
from support.golden import Golden
from support.programs import EXAMPLES, OLDER_RELEASE, run_program

import pytest

GOLDEN_FOLDERS = ("dist",)
"""The folders of golden files beside each example's program."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(name: str, tmp_path: Path, golden: Golden) -> None:
    """An example writes the YAML that stands beside it, byte for byte, valid and sound, and no other file."""
    files = golden_files.read(run_program(EXAMPLES[name], tmp_path))
    golden(EXAMPLES[name].with_name("dist"), files)
    everything = []
    for text in files.values():
        documents.assert_in_order(text)
        everything += documents.load(text)
    release = "1.30" if name == OLDER_RELEASE else "1.31"
    own = [document for document in everything if document["kind"] != "PeerAuthentication"]
    for document in own:
        documents.assert_schema_valid(document, release)
    documents.assert_sound(own)


def test_dist_is_what_main_writes(tmp_path: Path, golden: Golden) -> None:
    """dist/ is committed as `make synth` writes it: file for file, byte for byte."""
    golden(ROOT / "dist", golden_files.read(run_program(ROOT / "main.py", tmp_path)))


def test_no_golden_file_lacks_its_program() -> None:
    """Each folder of examples/ has a program, and beside it nothing but golden files."""
    assert [folder.name for folder in sorted((ROOT / "examples").iterdir())] == list(EXAMPLES)
    for program in EXAMPLES.values():
        assert {path.name for path in program.parent.iterdir()} == {"main.py", *GOLDEN_FOLDERS}


def test_golden_files_are_not_written_in_ci(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    """Where CI is set, the switch that writes golden files is refused."""
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
    """What Argo CD syncs is valid for the target release."""
    texts = [path.read_text() for path in (ROOT / "dist").iterdir()]
    everything = [document for text in texts for document in documents.load(text)]
    for text in texts:
        documents.assert_in_order(text)
    for document in everything:
        documents.assert_schema_valid(document, "1.31")
    documents.assert_sound(everything)


CANARY_STEPS = {
    # Weights are relative to each other: one number changes.
    "canary": (
        ('name="canary", weight=5', 'name="canary", weight=20'),
        [("          weight: 5", "          weight: 20")],
    ),
    # The sum of the weights stays, or sessions would move to and fro: one line changes in the program, two in the YAML.
    "sticky_canary": (
        ('weight=90), Version(name="v2", weight=10', 'weight=70), Version(name="v2", weight=30'),
        [("          weight: 90", "          weight: 70"), ("          weight: 10", "          weight: 30")],
    ),
}


@pytest.mark.parametrize(("name", "change", "changed"), [(name, *step) for name, step in CANARY_STEPS.items()])
def test_canary_step_is_one_line(
    name: str, change: tuple[str, str], changed: list[tuple[str, str]], tmp_path: Path
) -> None:
    """A step of the canary is one changed line in the program, and in the YAML the weights and nothing else."""
    lines = _synthesized(EXAMPLES[name], tmp_path)
    program = EXAMPLES[name].read_text()
    step = tmp_path / "step"
    step.mkdir()
    (step / "program.py").write_text(program.replace(*change))
    assert _changes(program.splitlines(), (step / "program.py").read_text().splitlines()) == 1

    after = _synthesized(step / "program.py", step)

    assert [(old, new) for old, new in zip(lines, after, strict=True) if old != new] == changed


def _synthesized(program: Path, folder: Path) -> list[str]:
    (written,) = run_program(program, folder).iterdir()
    return written.read_text().splitlines()


def _changes(before: list[str], after: list[str]) -> int:
    return sum(old != new for old, new in zip(before, after, strict=True))


@pytest.mark.parametrize("name", ["escape_hatch", "own_app", "tls"])
def test_no_banner_with_an_old_node(name: str, tmp_path: Path) -> None:
    """An old Node.js on PATH is passed over for the packaged one, without a word on stderr."""
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
