"""`llm-api-mesh schema`."""

from __future__ import annotations

import sys

from llm_api_mesh.command_line.packaged import SCHEMA, packaged


def schema() -> None:
    """Print the JSON Schema of YAML files.

    Editors complete and check files by it. Write it into your repository, and name it in the first line of each file:
    # yaml-language-server: $schema=../schema/llm-api-mesh-v1.json
    """
    sys.stdout.write(packaged(SCHEMA).read_text(encoding="utf-8"))
