"""The documents of files, and a construct for each that describes one, as if a program had declared it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from llm_api_mesh.app import MeshApp, declared_apis
from llm_api_mesh.errors import Problem
from llm_api_mesh.files.document import Document
from llm_api_mesh.files.folders import texts
from llm_api_mesh.files.yaml_reader import read_yaml
from llm_api_mesh.llm_gateway import LlmGateway
from llm_api_mesh.mesh import LlmApiMesh, names_llm_gateway
from llm_api_mesh.reading import read, read_gateway
from llm_api_mesh.reading.file_format import CONSTRUCTS

_ARGUMENTS = frozenset({"cls", "id", "scope", "self"})
"""Fields that a file can't have, and that Python takes for the constructs' own arguments."""


class Documents(NamedTuple):
    """What files have."""

    documents: Sequence[Document]
    """The documents whose kind and version are known."""
    problems: Sequence[Problem]
    """The problems of the files, and of all other documents."""


def read_documents(paths: Iterable[Path]) -> Documents:
    """Read the documents of files, and of all files in folders."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for file, text, problem, label in (one for path in paths for one in texts(path)):
        found = read_yaml(text, file)
        problems += [problem] if problem else found.problems
        documents += [Document(file, root, label) for root in found.documents]
    for document in documents:
        if not document.is_readable or not document.is_construct:
            problems += document.problems
    return Documents([one for one in documents if one.is_readable], problems)


def declare_all(app: MeshApp, documents: Iterable[Document]) -> None:
    """Declare APIs and LLM gateways: the gateways first, so that APIs can name them."""
    for document in sorted(documents, key=lambda one: one.kind == LlmApiMesh.__name__):
        _declare(app, document)


def _declare(app: MeshApp, document: Document) -> None:
    """Declare an API or an LLM gateway, or note why it can't be declared."""
    apis = declared_apis(app)
    fields: dict[str, Any] = {**document.fields}
    if document.problems or _ARGUMENTS & fields.keys():
        reader = read if document.kind == LlmApiMesh.__name__ else read_gateway
        name = "placeholder" if document.name is None else document.name
        if document.kind == LlmApiMesh.__name__ and names_llm_gateway(fields):
            del fields["gateway"]
        _, others = reader(name, fields, plain=True)
        apis.overlays.note(CONSTRUCTS[document.kind], document.name)
        with apis.declaring(document):
            apis.refuse([*document.problems, *others])
    else:
        construct: Any = LlmApiMesh if document.kind == LlmApiMesh.__name__ else LlmGateway
        with apis.declaring(document):
            construct(app, document.name, **fields)
