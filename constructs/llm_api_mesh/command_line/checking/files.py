"""Check YAML files that describe APIs and LLM gateways, all together, without Node.js."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from llm_api_mesh.command_line.checking.report import Report, names
from llm_api_mesh.command_line.printing.progress import Progress
from llm_api_mesh.files.checked import FilesCheck
from llm_api_mesh.releases import IstioRelease


def check(paths: Sequence[Path], _: IstioRelease, progress: Progress) -> list[Report]:
    """Return what is wrong in files and folders, which are one app. Each document names its Istio release."""
    files = FilesCheck()
    for path in paths:
        for _ in files.add(path):
            progress.advance()
    found = files.result()
    counts = ((found.apis, "API"), (found.gateways, "LLM gateway"))
    return [Report(source=names(paths), counts=counts, files=found.files, problems=found.problems)]
