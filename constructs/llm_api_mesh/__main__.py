"""The command line: `python -m llm_api_mesh matrix dist` and `python -m llm_api_mesh posture dist`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from llm_api_mesh.access_tables import FORMATS, UnreadableError, matrix_text, posture_text

_TABLES = {
    "matrix": (matrix_text, "who reaches which models and backends, read from the YAML of a folder"),
    "posture": (posture_text, "what is open or closed and why, and what happens when a part fails"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a table; return the status of the program: 1 if the folder can't be read."""
    parser = argparse.ArgumentParser(prog="python -m llm_api_mesh", description="Tables of what YAML files do.")
    commands = parser.add_subparsers(dest="table", required=True)
    for name, (_, words) in _TABLES.items():
        command = commands.add_parser(name, help=words, description=f"Print {words}.")
        command.add_argument("folder", type=Path, help="folder with YAML files, such as dist")
        command.add_argument("--format", choices=FORMATS, default="text", help="default: text")
    given = parser.parse_args(arguments)
    table, _ = _TABLES[given.table]
    try:
        sys.stdout.write(table(given.folder, given.format))
    except UnreadableError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
