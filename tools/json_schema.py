"""Write schema/llm-api-mesh-v1.json: the JSON Schema of files, by which editors complete and check them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from llm_api_mesh.reading.file_schema import file_schema

FILE = Path(__file__).parent.parent / "schema" / "llm-api-mesh-v1.json"


def text() -> str:
    """Return the text of the file."""
    return f"{json.dumps(file_schema(), indent=2, ensure_ascii=False)}\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
    sys.exit(0)
