"""The report of what apps would write."""

from __future__ import annotations

from collections.abc import Sequence

from llm_api_mesh.command_line.checking.report import Report
from llm_api_mesh.dry_run import DryRun
from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.yaml_text import count_objects


def report_of(source: str, written: DryRun, problems: Sequence[Problem], failure: str = "") -> Report:
    """Count the objects and files of a dry run."""
    texts = [content.decode() for files in written.folders.values() for content in files.values()]
    counts = ((sum(map(count_objects, texts)), "object"),)
    return Report(source=source, counts=counts, files=len(texts), problems=problems, failure=failure)
