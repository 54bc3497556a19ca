"""The wheel and the sdist: what they have, and what they do where nothing else of the repository is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tarfile
import zipfile
from email import message_from_bytes
from email.message import Message
from pathlib import Path

import pytest
import release

from support import ROOT
from support.golden import below_headers, read
from support.markdown import blocks
from support.wheels import Environment

Built = tuple[Path, Path]

FILES = """
from llm_api_mesh import MeshApp, add_files

app = MeshApp()
add_files(app, "apis.yaml")
app.synth()
"""


def test_a_project_in_an_empty_folder(tmp_path: Path) -> None:
    """The commands of docs/getting-started.md, word for word, beside a clone: `init` finds the .venv in its folder."""
    (commands,) = (
        one.text
        for one in blocks(ROOT / "docs" / "getting-started.md")
        if (one.heading, one.language) == ("In your own repository", "sh")
    )
    (tmp_path / "llm-api-mesh").symlink_to(ROOT)
    folder = tmp_path / "project"
    folder.mkdir()
    done = subprocess.run(
        ["bash", "-euc", commands],  # noqa: S607  # the page is for a shell
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "to dist\nchat: for the gateway's owner" in done.stdout
    assert (folder / "dist" / "chat.k8s.yaml").is_file()


def files(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (one for one in archive.namelist() if one.endswith(".dist-info/METADATA"))
        return message_from_bytes(archive.read(name))


def test_the_wheel_has_two_packages(built: Built) -> None:
    """The wheel's top-level names are the construct's and the imports', and it has the types and the JSON Schema."""
    _, wheel = built
    tops = {name.split("/")[0] for name in files(wheel)}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"llm_api_mesh", "llm_api_mesh_crds"}
    assert "llm_api_mesh/py.typed" in files(wheel)
    assert "llm_api_mesh/schema/llm-api-mesh-v1.json" in files(wheel)
    assert "llm_api_mesh/docs/errors.md" in files(wheel)
    assert any(name.endswith("/licenses/LICENSE") for name in files(wheel))


def test_the_metadata_is_complete(built: Built) -> None:
    """Version, licence, Python and classifiers are there, dependencies have upper bounds, and no address is made up."""
    _, wheel = built
    found = metadata(wheel)
    assert found["Version"] == release.project_version()
    assert found["License-Expression"] == "Apache-2.0"
    assert found["Requires-Python"] == ">=3.11"
    assert "Typing :: Typed" in found.get_all("Classifier", [])
    assert found["Summary"]
    assert found["Keywords"]
    required = found.get_all("Requires-Dist", [])
    assert required
    assert all("<" in one for one in required)
    assert not [one for one in found.get_all("Project-URL", []) if "example" in one]


def test_the_description_has_no_link_that_leads_nowhere(built: Built) -> None:
    """The README's links to files of the repository are plain text on a package index; its programs are unchanged."""
    _, wheel = built
    described = str(metadata(wheel).get_payload())
    readme = (ROOT / "README.md").read_text()
    assert re.search(r"\]\((?!https?:)", readme)
    assert not re.search(r"\]\((?!https?:)", described)
    assert re.findall(r"```.*?```", described, re.DOTALL) == re.findall(r"```.*?```", readme, re.DOTALL)
    assert "the pinned requirements" in described


def test_the_sdist_has_what_the_wheel_needs_and_the_changelog(built: Built) -> None:
    """The sdist has the package's sources, the licence and the changelog, and no tests or tools."""
    sdist, _ = built
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    tops = {name.partition("/")[0] for name in names}
    assert tops == {
        ".gitignore",
        "CHANGELOG.md",
        "LICENSE",
        "PKG-INFO",
        "README.md",
        "constructs",
        "docs",
        "imports",
        "pyproject.toml",
        "schema",
    }
    assert {name for name in names if name.endswith(".pyc")} == set()


def test_a_build_gives_the_same_bytes_everywhere(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Folder, times, rights of others and a date in the environment don't matter: another build has the same bytes."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    source = release.unpacked(built[0], tmp_path / "elsewhere")
    for path in source.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
        os.utime(path, (1_700_000_000, 1_700_000_000))
    for first, second in zip(built, release.build(source, tmp_path / "again"), strict=True):
        assert first.name == second.name
        assert first.read_bytes() == second.read_bytes()


def test_constructs_is_the_one_from_pypi(installed: Environment, tmp_path: Path) -> None:
    """A folder named constructs/ beside the program doesn't hide the package."""
    (tmp_path / "constructs").mkdir()
    (tmp_path / "constructs" / "llm_api_mesh").mkdir()
    program = "import llm_api_mesh, constructs\nprint(constructs.__file__, llm_api_mesh.__file__)"
    (tmp_path / "main.py").write_text(program)
    for place in installed.output("python", "main.py", folder=tmp_path).split():
        assert Path(place).is_relative_to(installed.packages)


def test_files_are_read_where_nothing_else_is_installed(installed: Environment, tmp_path: Path) -> None:
    """A small program writes what files describe, and the wheel's JSON Schema is the repository's."""
    shutil.copy(ROOT / "examples" / "canary" / "apis.yaml", tmp_path)
    (tmp_path / "main.py").write_text(FILES)
    installed.output("python", "main.py", folder=tmp_path)
    golden = below_headers(read(ROOT / "examples" / "canary" / "dist"))
    assert below_headers(read(tmp_path / "dist")) == golden
    schema = ROOT / "schema" / "llm-api-mesh-v1.json"
    assert (installed.packages / "llm_api_mesh" / "schema" / schema.name).read_bytes() == schema.read_bytes()


@pytest.mark.parametrize("described", [(), ("--llm-gateway",)])
@pytest.mark.parametrize("kind", ["--files", "--python"])
def test_a_new_project_of_the_installed_program(
    installed: Environment, tmp_path: Path, kind: str, described: tuple[str, ...]
) -> None:
    """The installed program writes a project, checks it and writes its objects; its pages are in the wheel."""

    def run(*arguments: str) -> str:
        return installed.output("llm-api-mesh", *arguments, folder=tmp_path)

    run("init", *described, kind, "--github", "--gitlab", "--argo-cd")
    assert run("check").endswith(", no problems\n")
    assert run("synth").startswith("wrote ")
    assert run("check", "dist").endswith(", no problems\n")
    assert run("errors", "weight-sum").startswith("# weight-sum\n")
    assert run("explain", "Pool").startswith("Pool\n")
    assert run("schema") == (ROOT / "schema" / "llm-api-mesh-v1.json").read_text()


def test_the_version_is_read_from_the_metadata(installed: Environment, tmp_path: Path) -> None:
    """The command on docs/supported.md prints the version of the installed package."""
    (command,) = (block.text for block in blocks(ROOT / "docs" / "supported.md") if block.language == "sh")
    assert installed.output("sh", "-c", command, folder=tmp_path) == f"{release.project_version()}\n"
