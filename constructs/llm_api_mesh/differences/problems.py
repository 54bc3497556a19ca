"""The problems of the objects of a folder, by the rules for objects that no specification describes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from llm_api_mesh.access_tables.manifests import Manifest
from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.objects import inspect_objects, inspect_subsets
from llm_api_mesh.inspection.rules.fields import Object
from llm_api_mesh.inspection.rules.subsets import Subsets
from llm_api_mesh.releases import IstioRelease


def problems_of(found: Mapping[Manifest, Path], folder: Path, release: IstioRelease) -> tuple[Problem, ...]:
    """The problems of objects by their files, which are named as they are in the folder.

    Settings of two objects are compared if one file has both. The subsets of routes are looked up in all files.
    """
    by_file: dict[str, list[Object]] = {}
    for one, file in found.items():
        by_file.setdefault(file.relative_to(folder).as_posix(), []).append(one.whole)
    subsets = Subsets(one.whole for one in found)
    problems = (
        problem
        for name, objects in by_file.items()
        for problem in (*inspect_objects(name, release, objects), *inspect_subsets(name, objects, subsets))
    )
    return tuple(sorted(set(problems)))
