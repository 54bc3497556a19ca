"""`llm-api-mesh matrix`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from llm_api_mesh.access_tables import Format, matrix_text
from llm_api_mesh.command_line.tables import DIST, FOLDER, FORM, print_table


def matrix(folder: Annotated[Path, FOLDER] = DIST, form: Annotated[Format, FORM] = "text") -> None:
    """Print who reaches which models and backends, read from the YAML of a folder.

    The status is 1 if the folder can't be read.
    """
    print_table(matrix_text, folder, form)
