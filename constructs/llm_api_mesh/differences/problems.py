"""The problems of the objects of a folder, by the rules for objects that no specification describes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from llm_api_mesh.access_tables.manifests import Manifest
from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.objects import inspect_files
from llm_api_mesh.inspection.rules.fields import Object
from llm_api_mesh.releases import IstioRelease


def problems_of(found: Mapping[Manifest, Path], folder: Path, release: IstioRelease) -> tuple[Problem, ...]:
    """The problems of objects by their files, which are named as they are in the folder."""
    by_file: dict[str, list[Object]] = {}
    for one, file in found.items():
        by_file.setdefault(file.relative_to(folder).as_posix(), []).append(one.whole)
    return tuple(sorted({problem for _, problems in inspect_files(by_file, release) for problem in problems}))
