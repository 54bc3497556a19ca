"""The repository's own meshes and examples: what they synthesize, read as YAML in __snapshots__/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import documents
from documents import ROOT
from programs import EXAMPLES, OLDER_RELEASE, run_program

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode


class _Yaml(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "yaml"


@pytest.fixture
def yaml_snapshot(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    """One reviewable YAML file for each snapshot."""
    return snapshot.use_extension(_Yaml)


@pytest.mark.parametrize("name", EXAMPLES)
def test_example(name: str, tmp_path: Path, yaml_snapshot: SnapshotAssertion) -> None:
    """An example writes the YAML of its snapshot, valid and sound, and nothing else anywhere."""
    dist = run_program(EXAMPLES[name], tmp_path)
    everything = []
    for path in sorted(dist.iterdir()):
        text = path.read_text()
        assert text == yaml_snapshot(name=path.name.removesuffix(".k8s.yaml"))
        everything += documents.load(text)
    release = "1.30" if name == OLDER_RELEASE else "1.31"
    own = [document for document in everything if document["kind"] != "PeerAuthentication"]
    for document in own:
        documents.assert_schema_valid(document, release)
    documents.assert_sound(own)


def test_dist_is_what_main_writes(tmp_path: Path) -> None:
    """dist/ is committed as `make synth` writes it: file for file, byte for byte."""
    written = run_program(ROOT / "main.py", tmp_path)
    assert {path.name: path.read_bytes() for path in written.iterdir()} == {
        path.name: path.read_bytes() for path in (ROOT / "dist").iterdir()
    }, "dist/ is stale: run make synth"


def test_dist_is_valid_and_sound() -> None:
    """What Argo CD syncs is valid for the target release, and for 1.30 as well."""
    everything = [document for path in (ROOT / "dist").iterdir() for document in documents.load(path.read_text())]
    for document in everything:
        documents.assert_schema_valid(document, "1.31")
        documents.assert_schema_valid(document, "1.30")
    documents.assert_sound(everything)


def test_canary_step_is_one_line(tmp_path: Path) -> None:
    """A step of the canary is one changed line in the program, and one in the YAML."""
    before = run_program(EXAMPLES["canary"], tmp_path) / "llama.k8s.yaml"
    lines = before.read_text().splitlines()
    program = EXAMPLES["canary"].read_text()
    step = tmp_path / "step"
    step.mkdir()
    (step / "program.py").write_text(program.replace('name="canary", weight=5', 'name="canary", weight=20'))

    after = (run_program(step / "program.py", step) / "llama.k8s.yaml").read_text().splitlines()

    assert [(old, new) for old, new in zip(lines, after, strict=True) if old != new] == [
        ("          weight: 5", "          weight: 20")
    ]


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
