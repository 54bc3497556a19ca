"""docs/environments.md: its files and its program give the same bytes, and it shows what is printed."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from llm_api_mesh import Environments, MeshError, add_files
from support import ROOT
from support.golden import below_headers, may_write, read
from support.markdown import blocks

PAGE = ROOT / "docs" / "environments.md"
FILES = {
    block.text.partition("\n")[0].removeprefix("# "): block.text for block in blocks(PAGE) if block.language == "yaml"
}
OF_FILES, PROGRAM = (block.text for block in blocks(PAGE) if block.language == "python")
_, PROBLEMS, DIFFERENCES = (block.text for block in blocks(PAGE) if block.language == "text")
OVERLAY = "apis/chat.dev.yaml"


@pytest.fixture(autouse=True)
def _files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Write the files on the page into the working directory."""
    monkeypatch.chdir(tmp_path)
    Path("apis").mkdir()
    for name, text in FILES.items():
        Path(name).write_text(text)


def written() -> dict[str, dict[str, str]]:
    return {folder.name: below_headers(read(folder)) for folder in sorted(Path("dist").iterdir())}


def test_its_files_and_its_program_write_the_same() -> None:
    """Both write the folders that the page names."""
    assert sorted(FILES) == ["apis/chat.dev.yaml", "apis/chat.yaml", "apis/environments.yaml"]
    Path("files.py").write_text(OF_FILES)
    runpy.run_path("files.py")
    of_files = written()
    assert {name: list(files) for name, files in of_files.items()} == {
        "dev": ["chat.k8s.yaml"],
        "prod": ["chat.k8s.yaml"],
    }
    Path("program.py").write_text(PROGRAM)
    runpy.run_path("program.py")
    assert written() == of_files


def test_the_problems_are_as_shown(pytestconfig: pytest.Config) -> None:
    """The page says what is wrong in the overlay, and shows what synth() says."""
    slips = {
        "v1: {weight: 50}": "v1: {weight: x}",
        "remove: [budget]": "remove: [budgt]",
        "environments: [dev]": "environments: [dev, prd]",
    }
    text = FILES[OVERLAY]
    for right, wrong in slips.items():
        assert text.count(right) == 1
        assert f"`{wrong}`" in PAGE.read_text()
        text = text.replace(right, wrong)
    Path(OVERLAY).write_text(text)
    environments = Environments()
    add_files(environments, "apis")
    with pytest.raises(MeshError) as caught:
        environments.synth()
    _compare(PROBLEMS, f"{caught.value}\n", pytestconfig)


def test_the_differences_are_as_shown(pytestconfig: pytest.Config) -> None:
    """The page has the text of its files."""
    environments = Environments()
    add_files(environments, "apis")
    _compare(DIFFERENCES, environments.differences("dev", "prod"), pytestconfig)


def _compare(shown: str, text: str, config: pytest.Config) -> None:
    if may_write(config):
        page = PAGE.read_text()
        assert page.count(f"```text\n{shown}```\n") == 1
        PAGE.write_text(page.replace(f"```text\n{shown}```\n", f"```text\n{text}```\n"))
    else:
        assert shown == text
