"""Check YAML files that describe APIs and LLM gateways with their objects, which Node.js builds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from llm_api_mesh.apis_in_files import app_of_documents
from llm_api_mesh.command_line.checking.report import Report, names
from llm_api_mesh.command_line.checking.written import report_of
from llm_api_mesh.command_line.printing.progress import Progress
from llm_api_mesh.dry_run import dry_run
from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.files.documents import Documents, read_documents
from llm_api_mesh.releases import IstioRelease


def check(paths: Sequence[Path], _: IstioRelease, progress: Progress) -> list[Report]:
    """Return what is wrong in files and folders, which are one app, and in what it would write."""
    return check_documents(read_documents(paths, progress.advance), names(paths))


def check_documents(documents: Documents, source: str) -> list[Report]:
    """Return what is wrong in the documents of files, which are one app, and in what it would write."""
    problems: Sequence[Problem] = ()
    with dry_run() as written:
        app = app_of_documents(documents)
        try:
            app.synth()
        except MeshError as error:
            problems = error.problems
    return [report_of(source, written, problems)]
