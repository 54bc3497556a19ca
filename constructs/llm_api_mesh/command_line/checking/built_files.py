"""Check YAML files that describe APIs and LLM gateways with their objects, which Node.js builds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from llm_api_mesh.apis_in_files import app_of_files
from llm_api_mesh.command_line.checking.report import Report, names
from llm_api_mesh.command_line.printing.progress import Progress
from llm_api_mesh.dry_run import dry_run
from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.inspection.yaml_text import count_objects
from llm_api_mesh.releases import IstioRelease


def check(paths: Sequence[Path], _: IstioRelease, __: Progress) -> list[Report]:
    """Return what is wrong in files and folders, which are one app, and in what it would write."""
    problems: Sequence[Problem] = ()
    with dry_run() as written:
        app = app_of_files(paths)
        try:
            app.synth()
        except MeshError as error:
            problems = error.problems
    texts = [content.decode() for files in written.folders.values() for content in files.values()]
    counts = ((sum(map(count_objects, texts)), "object"),)
    return [Report(source=names(paths), counts=counts, files=len(texts), problems=problems)]
