"""What a release must have: one version, a dated changelog, and a list of its public names."""

from __future__ import annotations

import re
import subprocess
import tomllib

import public_api
import pytest
import release

import llm_api_mesh
from support import ROOT
from support.markdown import blocks


def test_the_repository_has_no_fault() -> None:
    """The version is semantic, and the changelog begins with it."""
    newest, state = release.newest_change((ROOT / "CHANGELOG.md").read_text())
    assert list(release.faults(release.project_version(), newest, state, [], [])) == []


DATED = ("1.2.3", "2026-01-31")


@pytest.mark.parametrize(
    ("version", "newest", "tags", "changed", "fault"),
    [
        ("1.2", ("1.2", "2026-01-31"), [], [], "isn't a semantic version"),
        ("1.2.03", ("1.2.03", "2026-01-31"), [], [], "isn't a semantic version"),
        ("1.2.3.dev1", ("1.2.3.dev1", "unreleased"), [], [], "isn't a semantic version"),
        ("1.2.4", DATED, [], [], "the first section is of 1.2.3, but pyproject.toml has 1.2.4"),
        ("1.2.3", ("", "unreleased"), [], [], "the first section is of no version, but pyproject.toml has 1.2.3"),
        ("1.2.3", ("1.2.3", "31 January 2026"), [], [], "instead of a date"),
        ("1.2.3", ("1.2.3", "20260131"), [], [], "instead of a date"),
        ("1.2.3", DATED, ["v1.2.4"], [], "has the tag v1.2.4, but the version is 1.2.3"),
        ("1.2.3", DATED, ["v1.2.2", "v1.2.3"], [], "has the tag v1.2.2, v1.2.3"),
        ("1.2.3", ("1.2.3", "unreleased"), ["v1.2.3"], [], "1.2.3 is unreleased, but the commit has the tag"),
        ("1.2.3", DATED, ["v1.2.3"], ["main.py"], "files differ from it: main.py"),
    ],
)
def test_a_fault_is_said(
    version: str, newest: tuple[str, str], tags: list[str], changed: list[str], fault: str
) -> None:
    """Each contradiction between version, changelog, tag and files is a line."""
    (line,) = release.faults(version, *newest, tags, changed)
    assert fault in line


@pytest.mark.parametrize("version", ["0.1.0", "1.2.3", "10.20.30", "1.2.3rc1"])
def test_a_release_has_no_fault(version: str) -> None:
    """A tagged commit with a dated changelog is a release, and so is a release candidate."""
    assert list(release.faults(version, version, "2026-01-31", [f"v{version}"], [])) == []


def test_the_newest_change_is_the_first_section() -> None:
    """Later sections and subsections don't count."""
    assert release.newest_change("# Changelog\n\n## 2.0.0, unreleased\n\n### A\n\n## 1.0.0, 2026-01-31\n") == (
        "2.0.0",
        "unreleased",
    )
    assert release.newest_change("# Changelog\n") == ("", "")


def test_the_version_is_in_one_place() -> None:
    """No other file of the package or of the build has the version, and the package has no `__version__`."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    paths = [ROOT / name for name in listed.stdout.splitlines() if name.endswith(".py")]
    assert paths
    assert not [path for path in paths if re.search(r"^__version__\b", path.read_text(), re.MULTILINE)]


def test_the_public_api_is_the_list() -> None:
    """docs/public-api.txt is as `make api` writes it.

    If this fails, read the difference: a line that goes or changes breaks programs, so the changelog must have it. Then
    run `make api`.
    """
    assert public_api.FILE.read_text() == public_api.text()


@pytest.mark.parametrize(
    "line",
    [
        "ALL_CALLERS: Caller(namespace='*')",
        "Code: weight-sum",
        "Pool(selector: Mapping[str, str])",
        "Pool(port: int = 80)",
        "Pool(versions: Sequence[Version] = ())",
        "Ejection(base_time: timedelta = datetime.timedelta(seconds=30))",
        "Passthrough()",
        "LlmApiMesh(id: str)",
        "LlmApiMesh(istio: Literal['1.30', '1.31'] = '1.31')",
        "LlmApiMesh.virtual_service: ApiObject",
        "LlmApiMesh.checklist: tuple[str, ...]",
        "MeshApp(outdir: str | os.PathLike[str] | None = None)",
        "MeshApp.synth() -> None",
        "MeshError.problems: tuple[Problem, ...]",
        "Problem(fix: str = '')",
        "Source(line: int)",
        "add_files(app: MeshApp | Environments, *paths: str | os.PathLike[str]) -> None",
        "BackendObjects.service: ApiObject | None",
        "llm-api-mesh check [paths]: list[Path] | None = None",
        "llm-api-mesh check --istio: Literal['1.30', '1.31'] = '1.31'",
    ],
)
def test_the_list_has_each_kind_of_name(line: str) -> None:
    """Constants, codes, keywords, attributes, methods, functions and commands have lines, with types and defaults."""
    assert line in public_api.text().splitlines()


def test_the_list_has_every_name() -> None:
    """Each public name begins a line."""
    written = {re.split(r"[.:(]", line)[0] for line in public_api.text().splitlines() if line[0] != "#"}
    assert set(llm_api_mesh.__all__) <= written


def test_the_lines_to_add_lead_somewhere() -> None:
    """With the lines on docs/releasing.md, the description links to the repository's address instead of to files."""
    (shown,) = (block.text for block in blocks(ROOT / "docs" / "releasing.md") if block.language == "toml")
    lines = tomllib.loads(shown)
    (rule,) = lines["tool"]["hatch"]["metadata"]["hooks"]["fancy-pypi-readme"]["substitutions"]
    described = re.sub(rule["pattern"], rule["replacement"], (ROOT / "README.md").read_text())
    address = lines["project"]["urls"]["Homepage"]
    assert f"({address}/docs/getting-started.md)" in described
    assert not re.search(r"\]\((?!https?:)", described)
