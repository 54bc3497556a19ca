"""The sizes of configurations and objects."""

from __future__ import annotations

import json


def size(value: object) -> int:
    """The bytes of a value as JSON."""
    return len(json.dumps(value).encode())
