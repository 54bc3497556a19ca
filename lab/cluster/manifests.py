"""Read the YAML of a file or a folder in the same way as kubectl."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def files(path: Path) -> list[Path]:
    """The YAML files of a folder in kubectl's order, or the file itself."""
    return sorted(path.glob("*.yaml")) if path.is_dir() else [path]


def objects(path: Path) -> list[dict[str, Any]]:
    """All objects of a file or folder."""
    return [item for file in files(path) for item in yaml.load_all(file.read_text(), Loader=yaml.CSafeLoader) if item]
