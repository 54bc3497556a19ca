"""Check YAML files that describe APIs and LLM gateways, all together; only those of environments need Node.js."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from llm_api_mesh.command_line.checking.report import Report, names
from llm_api_mesh.command_line.printing.progress import Progress
from llm_api_mesh.files.checked import checked
from llm_api_mesh.files.documents import read_documents
from llm_api_mesh.releases import IstioRelease


def check(paths: Sequence[Path], _: IstioRelease, progress: Progress) -> list[Report]:
    """Return what is wrong in files and folders, which are one app. Each document names its Istio release.

    Those of environments are built, because an overlay changes an API when this is declared.
    """
    documents = read_documents(paths, progress.advance)
    if documents.are_of_environments:
        built: list[Report] = import_module(f"{__package__}.built_files").check_documents(documents, names(paths))
        return built
    found = checked(documents)
    counts = ((found.apis, "API"), (found.gateways, "LLM gateway"))
    return [Report(source=names(paths), counts=counts, files=found.files, problems=found.problems)]
