"""A construct for each document that describes one, as if a program had declared it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from llm_api_mesh.app import MeshApp, declared_apis
from llm_api_mesh.files.declarable import gateways_first, undeclarable
from llm_api_mesh.files.document import Document
from llm_api_mesh.llm_api_mesh import LlmApiMesh
from llm_api_mesh.llm_gateway import LlmGateway
from llm_api_mesh.reading.file_format import CONSTRUCTS


def declare_all(app: MeshApp, documents: Iterable[Document]) -> None:
    """Declare APIs and LLM gateways: the gateways first, so that APIs can name them."""
    for document in gateways_first(documents):
        _declare(app, document)


def _declare(app: MeshApp, document: Document) -> None:
    """Declare an API or an LLM gateway, or note why it can't be declared."""
    apis = declared_apis(app)
    with apis.declaring(document):
        if problems := undeclarable(document):
            apis.overlays.note(CONSTRUCTS[document.kind], document.name)
            apis.refuse(problems)
            return
        construct: Any = LlmApiMesh if document.kind == LlmApiMesh.__name__ else LlmGateway
        construct(app, document.name, **document.fields)
