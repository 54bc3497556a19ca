"""Colors for people at a terminal. Everyone else gets the same words as plain text, and rich isn't imported."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Any, TextIO

Part = tuple[str, str]
"""A piece of a line, and its style; no style if it is empty."""


def print_lines(lines: Iterable[Sequence[Part]], stream: TextIO) -> None:
    """Print lines of pieces."""
    if stream.isatty():
        colors().print_lines(lines, stream)
    else:
        stream.writelines("".join(text for text, _ in line) + "\n" for line in lines)


def print_markdown(text: str) -> None:
    """Print a page to stdout."""
    if sys.stdout.isatty():
        colors().print_markdown(text, sys.stdout)
    else:
        sys.stdout.write(text)


def colors() -> Any:
    """Return the module that imports rich."""
    return import_module("llm_api_mesh.command_line.printing.colors")
