"""What a program or YAML files would write and say, without writing it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from importlib import import_module
from pathlib import Path

from llm_api_mesh.command_line.endings import run_or_end, synth_or_end
from llm_api_mesh.command_line.sources import kind_of
from llm_api_mesh.dry_run import DryRun, dry_run


def preview(paths: Sequence[Path]) -> DryRun:
    """Return the files and the checklists of each folder. What a program prints goes to stderr.

    Raises:
        Exit: If there are problems, or a program fails. They are printed to stderr.
    """
    with dry_run() as written, redirect_stdout(sys.stderr):
        if kind_of(paths[0]) == "program":
            run_or_end(paths[0])
        else:
            synth_or_end(import_module("llm_api_mesh.apis_in_files").app_of_files(paths))
    return written
