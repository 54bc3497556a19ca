"""The pages say what is: programs run, excerpts are excerpts, the reference is the code's own, links lead somewhere."""

from __future__ import annotations

import fnmatch
import re
import runpy
from pathlib import Path

import llm_api_mesh
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.mesh import Mesh
from support import ROOT, documents
from support.markdown import Block, blocks, headings
from support.programs import EXAMPLES

import pytest
import reference
import yaml

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PROGRAMS = [
    pytest.param(block, id=f"{page.stem}-{block.line}")
    for page in PAGES
    for block in blocks(page)
    if block.language == "python" and "import" in block.text and "app.synth()" in block.text
]


@pytest.mark.parametrize("program", PROGRAMS)
def test_program_runs(program: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole program on a page runs, and what it writes is sound."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "program.py").write_text(program.text)
    runpy.run_path("program.py")
    everything = [one for path in Path("dist").glob("*") for one in documents.load(path.read_text())]
    documents.assert_sound([one for one in everything if one["kind"] in documents.kinds()])


def test_readme_shows_what_its_program_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The objects on the README's first screen are among what the program above them writes."""
    monkeypatch.chdir(tmp_path)
    program, *_ = (block.text for block in blocks(ROOT / "README.md") if block.language == "python")
    (shown,) = (block.text for block in blocks(ROOT / "README.md") if block.language == "yaml")
    (tmp_path / "program.py").write_text(program)
    runpy.run_path("program.py")
    written = (tmp_path / "dist" / "chat.k8s.yaml").read_text()
    assert set(shown.split("---\n")) <= set(written.split("---\n"))


def test_readme_shows_an_example_and_where_its_requests_go() -> None:
    """The program on the README's second screen is the example, and every name in the picture is in its YAML."""
    _, program, *_ = (block.text for block in blocks(ROOT / "README.md") if block.language == "python")
    (picture,) = (block.text for block in blocks(ROOT / "README.md") if block.language == "text")
    assert program == EXAMPLES["failover"].read_text()
    assert len(program.splitlines()) <= 32
    (golden,) = EXAMPLES["failover"].with_name("dist").iterdir()
    words = set(re.findall(r"\w+(?:[-._]\w+)+", picture)) | {"v1", "v2"}
    assert words >= {"chat.example.com", "llama-3.3-70b", "chat-qwen", "acme.openai.azure.com", "model_not_found"}
    written = golden.read_text()
    assert {word for word in words if not re.search(rf"\b{re.escape(word)}\b", written)} == set()
    for number in ("weight: 90", "weight: 10", "tokens_per_fill: 60"):
        assert number in written


def test_reference_is_made_from_the_code() -> None:
    """docs/reference.md is what `make reference` writes."""
    assert (ROOT / "docs" / "reference.md").read_text() == reference.page()


def test_the_reference_has_every_type() -> None:
    """No type that a program can import is left out."""
    public = [getattr(llm_api_mesh, name) for name in llm_api_mesh.__all__]
    specifications = {kind for kind in public if isinstance(kind, type) and issubclass(kind, Spec)}
    assert specifications | {Mesh} == set(reference.ORDER)
    assert len(reference.ORDER) == len(set(reference.ORDER))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page: Path) -> None:
    """A relative link names a file of the repository, and a heading in it if it names one."""
    for target in re.findall(r"\]\((?!https?:)([^)]+)\)", page.read_text()):
        name, _, heading = target.partition("#")
        linked = page.parent / name if name else page
        assert linked.exists(), target
        if heading:
            assert heading in map(_anchor, headings(linked)), target


def _anchor(heading: str) -> str:
    """How GitHub calls the place of a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_argo_cd_takes_just_these_files() -> None:
    """The pattern of the Application on docs/argo-cd.md matches every file that is written, and no other."""
    (application,) = (block.text for block in blocks(ROOT / "docs" / "argo-cd.md") if block.language == "yaml")
    pattern = yaml.safe_load(application)["spec"]["source"]["directory"]["include"]
    names = [path.name for path in (ROOT / "dist").iterdir()]
    assert fnmatch.filter(names, pattern) == names
    assert not fnmatch.filter(["README.md", "construct-metadata.json", "values.yaml"], pattern)
