"""Check a program: run it, and let its apps check everything and write nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from llm_api_mesh.command_line.checking.report import Report
from llm_api_mesh.command_line.checking.written import report_of
from llm_api_mesh.command_line.printing.progress import Progress
from llm_api_mesh.command_line.programs import run
from llm_api_mesh.dry_run import dry_run
from llm_api_mesh.releases import IstioRelease


def check(paths: Sequence[Path], _: IstioRelease, __: Progress) -> list[Report]:
    """Return what is wrong in the APIs and objects of a program. What it prints goes to stderr."""
    (program,) = paths
    with dry_run() as written, redirect_stdout(sys.stderr):
        ended = run(program)
    return [report_of(program.as_posix(), written, ended.problems, ended.failure)]
