"""The Lua scripts of the gateway's filters. Their sources are files beside this module."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "lua"


Value = str | Sequence[str] | Mapping[str, Sequence[str]] | None
"""What a script may need; None: Lua's nil."""


def script(*names: str, **values: Value) -> str:
    """Join scripts, after the values that they need, without their comments."""
    declared = [f"local {name} = {_lua(value)}" for name, value in values.items()]
    return "\n".join([*declared, *(_source(name) for name in names)]) + "\n"


@cache
def _source(name: str) -> str:
    lines = (FOLDER / f"{name}.lua").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line.strip() and not line.lstrip().startswith("--"))


def _lua(value: Value) -> str:
    if value is None:
        return "nil"
    if isinstance(value, str):
        return json.dumps(value)  # for printable ASCII, Lua's notation is that of JSON
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'[{_lua(key)}] = {_lua(one)}' for key, one in value.items())} }}"
    return f"{{ {', '.join(map(_lua, value))} }}"
