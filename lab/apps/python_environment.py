"""The environment of the lab's own programs in Python, which they import from this repository."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

_REPOSITORY = Path(__file__).resolve().parents[2]

PYTHON_ENVIRONMENT: Mapping[str, str] = MappingProxyType(
    {"PYTHONPATH": str(_REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"}
)
