"""The example with several environments: golden files in a folder for each, from the program and from the file."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from llm_api_mesh import Environments, add_files
from llm_api_mesh.access_tables import matrix_text, posture_text
from llm_api_mesh.files.yaml_reader import read_yaml
from llm_api_mesh.llm_api_mesh import LlmApiMesh
from llm_api_mesh.llm_gateway import LlmGateway
from llm_api_mesh.plan.printing.gateway_plan_text import gateway_plan_text
from llm_api_mesh.plan.printing.plan_text import plan_text
from llm_api_mesh.reading.file_schema import file_schema
from support import documents
from support import golden as golden_files
from support.golden import Golden
from support.programs import ENVIRONMENTS, assert_printed

FOLDER = ENVIRONMENTS.parent
NAMES = ("dev", "prod")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the program."""
    folder = tmp_path_factory.mktemp("environments")
    (folder / "main.py").write_text(ENVIRONMENTS.read_text())
    return folder


@pytest.fixture(scope="module")
def environments(folder: Path) -> Environments:
    """Run the program, and give its environments."""
    found = runpy.run_path(str(folder / "main.py"), run_name="__main__")["environments"]
    assert isinstance(found, Environments)
    return found


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.usefixtures("environments")
def test_the_yaml_of_an_environment(name: str, folder: Path, golden: Golden) -> None:
    """It is in the folder with its name, byte for byte, valid and sound."""
    files = golden_files.read(folder / "dist" / name)
    golden(FOLDER / "dist" / name, files)
    everything = [document for text in files.values() for document in documents.load(text)]
    for document in everything:
        documents.assert_schema_valid(document, "1.31")
    documents.assert_sound([one for one in everything if one["kind"] != "PeerAuthentication"])


@pytest.mark.parametrize("name", NAMES)
def test_the_plan_of_an_environment(name: str, environments: Environments, golden: Golden) -> None:
    """It is beside the YAML."""
    charts = environments[name].charts
    texts = {f"{one.plan.spec.name}.yaml": plan_text(one.plan) for one in charts if isinstance(one, LlmApiMesh)}
    texts |= {
        f"{one.plan.spec.name}.yaml": gateway_plan_text(one.plan) for one in charts if isinstance(one, LlmGateway)
    }
    golden(FOLDER / "plan" / name, texts)


@pytest.mark.parametrize("name", NAMES)
def test_the_tables_of_an_environment(name: str, golden: Golden) -> None:
    """Who reaches what, and what is open or closed, are beside the YAML."""
    folder = FOLDER / "dist" / name
    tables = {"matrix": matrix_text, "posture": posture_text}
    golden(FOLDER / "access" / name, {f"{table}.md": write(folder, "markdown") for table, write in tables.items()})


def test_what_differs(environments: Environments, golden: Golden) -> None:
    """It is in a file beside the program."""
    golden(FOLDER / "differences", {"dev-prod.txt": environments.differences("dev", "prod")})


def test_the_example_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is valid against the JSON Schema, and gives the same bytes as the program but for the first lines."""
    file = FOLDER / "apis.yaml"
    validator = Draft202012Validator(file_schema())
    for document in read_yaml(file.read_text(), file.name).documents:
        assert [error.message for error in validator.iter_errors(document.data)] == []
    environments = Environments(outdir=tmp_path / "dist")
    add_files(environments, file)
    environments.synth()
    assert_printed(capsys.readouterr().out)
    for name in NAMES:
        files = golden_files.below_headers(golden_files.read(tmp_path / "dist" / name))
        assert files == golden_files.below_headers(golden_files.read(FOLDER / "dist" / name))


def test_no_golden_file_lacks_its_program() -> None:
    """The folder has the program, the file and golden files."""
    assert {path.name for path in FOLDER.iterdir()} == {
        *("access", "apis.yaml", "differences", "dist", "main.py", "plan")
    }
