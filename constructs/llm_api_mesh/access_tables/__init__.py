"""Two tables that are read from any YAML of Istio: who reaches what, and what is open or closed.

    matrix_text(folder, "markdown")      callers, models and backends, with the backends that cost money
    posture_text(folder, "markdown")     encryption, tokens, policies and keys, and what happens when a part fails

Both read the objects of a folder, not the specification. They need neither Node.js nor cdk8s. What they can't read is
named as not read, with the reason.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

from llm_api_mesh.access_tables.matrix import derive_matrix
from llm_api_mesh.access_tables.posture.table import derive_posture
from llm_api_mesh.access_tables.printing.document import Document, matrix_document, posture_document
from llm_api_mesh.access_tables.printing.json_text import matrix_json, posture_json
from llm_api_mesh.access_tables.printing.markdown import markdown
from llm_api_mesh.access_tables.printing.text import text
from llm_api_mesh.access_tables.reading import UnreadableError, read_folder

Format = Literal["text", "markdown", "json"]
FORMATS: tuple[Format, ...] = get_args(Format)

__all__ = ["FORMATS", "Format", "UnreadableError", "matrix_text", "posture_text"]


def matrix_text(folder: Path, form: Format = "text") -> str:
    """Print who reaches what by the objects of a folder.

    Args:
        folder: Folder with YAML files, such as `dist`. Its folders are read as well.
        form: `text`, `markdown`, or `json` with a sample request for each cell.

    Raises:
        UnreadableError: If the folder has no objects that decide about access, or a file is broken.
    """
    matrix = derive_matrix(read_folder(folder))
    return matrix_json(matrix) if form == "json" else _printed(matrix_document(matrix), form)


def posture_text(folder: Path, form: Format = "text") -> str:
    """Print what is open or closed by the objects of a folder, and what happens when a part fails.

    Args:
        folder: Folder with YAML files, such as `dist`. Its folders are read as well.
        form: `text`, `markdown` or `json`.

    Raises:
        UnreadableError: If the folder has no objects that decide about access, or a file is broken.
    """
    posture = derive_posture(read_folder(folder))
    return posture_json(posture) if form == "json" else _printed(posture_document(posture), form)


def _printed(document: Document, form: Format) -> str:
    return markdown(document) if form == "markdown" else text(document)
