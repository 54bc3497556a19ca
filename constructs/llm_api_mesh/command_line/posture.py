"""`llm-api-mesh posture`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from llm_api_mesh.access_tables import Format, posture_text
from llm_api_mesh.command_line.tables import DIST, FOLDER, FORM, print_table


def posture(folder: Annotated[Path, FOLDER] = DIST, form: Annotated[Format, FORM] = "text") -> None:
    """Print what is open or closed and why, and what happens when a part fails.

    The status is 1 if the folder can't be read.
    """
    print_table(posture_text, folder, form)
