"""APIs and LLM gateways that files describe: each document becomes a construct, as if a program had declared it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from llm_api_mesh.app import MeshApp, declared_apis
from llm_api_mesh.errors import NOTHING, MeshError, Problem, show
from llm_api_mesh.files.declarable import undeclarable
from llm_api_mesh.files.document import Document
from llm_api_mesh.files.folders import texts
from llm_api_mesh.files.yaml_reader import read_yaml
from llm_api_mesh.llm_gateway import LlmGateway
from llm_api_mesh.mesh import LlmApiMesh
from llm_api_mesh.unsynthesized import Waiting


def add_files(app: MeshApp, *paths: str | os.PathLike[str]) -> None:
    """Declare the APIs and LLM gateways that YAML files describe.

    Each document has `apiVersion: llm-api-mesh/v1`, `kind: LlmApiMesh` or `kind: LlmGateway`, `name`, and the keywords
    of the construct as fields. A file can have several documents. The order of files and documents doesn't matter.

    Args:
        app: The app, which may have other APIs as well.
        paths: Files, and folders of which all `*.yaml` and `*.yml` files are read, also those in their folders. Files
            and folders whose names begin with a dot are left out. A file has at most 4 MiB.

    Raises:
        MeshError: The arguments are wrong. Problems of files are raised by `MeshApp.synth`, together with all others,
            and have a `source`.
    """
    if problem := _misused(app, paths):
        Waiting.end_all()
        raise MeshError([problem])
    for path in paths:
        _add(app, Path(path))


def _misused(app: object, paths: tuple[object, ...]) -> Problem | None:
    """Return what is wrong with the arguments."""
    call = 'Write add_files(app, "apis").'
    if not isinstance(app, MeshApp):
        return Problem("app", "type-wrong", show(app), "a MeshApp", call, mesh=add_files.__name__)
    if not paths:
        return Problem("paths", "field-required", NOTHING, "files and folders", call, mesh=add_files.__name__)
    wrong = next((path for path in paths if not isinstance(path, str | os.PathLike)), None)
    if wrong is None:
        return None
    return Problem("paths", "type-wrong", show(wrong), "the path of a file or a folder", call, mesh=add_files.__name__)


def _add(app: MeshApp, path: Path) -> None:
    """Declare what the documents of a file, or of all files of a folder, describe."""
    problems: list[Problem] = []
    for file, text, problem in texts(path):
        found = read_yaml(text, file)
        problems += [problem] if problem else found.problems
        for root in found.documents:
            _declare(app, Document(file, root))
    if problems:
        declared_apis(app).refuse(problems)


def _declare(app: MeshApp, document: Document) -> None:
    """Declare an API or an LLM gateway, or note why it can't be declared."""
    apis = declared_apis(app)
    if problems := undeclarable(document):
        apis.refuse(problems)
        return
    construct: Any = LlmApiMesh if document.kind == LlmApiMesh.__name__ else LlmGateway
    with apis.declaring(document):
        construct(app, document.name, **document.fields)
