"""Files of the repository that the wheel has as well, in the package's folder."""

from __future__ import annotations

from pathlib import Path

SCHEMA = "schema/llm-api-mesh-v1.json"
ERRORS = "docs/errors.md"

_PACKAGE = Path(__file__).parents[1]


def packaged(name: str) -> Path:
    """Return the file of this name, from the wheel or else from the repository."""
    installed = _PACKAGE / name
    return installed if installed.exists() else _PACKAGE.parents[1] / name
