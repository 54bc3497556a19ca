"""All differences between the YAML of two folders."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from llm_api_mesh.access_tables.manifests import Manifests
from llm_api_mesh.access_tables.reading import read_objects
from llm_api_mesh.differences.access import compare_access
from llm_api_mesh.differences.changes import Change
from llm_api_mesh.differences.objects import ObjectChange, compare_objects
from llm_api_mesh.differences.problems import problems_of
from llm_api_mesh.differences.traffic import compare_traffic
from llm_api_mesh.errors import Problem
from llm_api_mesh.releases import NEWEST, IstioRelease
from llm_api_mesh.traffic.model import NotRead
from llm_api_mesh.traffic.reading import read_traffic

_TOLD_BY_OTHERS = frozenset({"DestinationRule", "Service", "ServiceEntry", "WorkloadEntry"})
"""Kinds of objects that do nothing alone: a route that leads to a new one says so."""


@dataclass(frozen=True)
class Differences:
    """What differs between two folders, from the old one to the new one."""

    old: str
    new: str
    objects: tuple[ObjectChange, ...]
    traffic: tuple[Change, ...]
    access: tuple[Change, ...]
    introduced: tuple[Problem, ...]
    """Problems that only the new folder has."""
    fixed: tuple[Problem, ...]
    """Problems that only the old folder has."""
    unchanged: tuple[Problem, ...]
    """Problems that both have."""
    not_in_words: tuple[str, ...]
    """Objects that differ, and that no sentence about traffic or access is read from."""
    not_read: tuple[NotRead, ...]
    """What the new folder has that the sentences can't tell anything about."""

    @property
    def is_empty(self) -> bool:
        """Whether both folders have the same objects."""
        return not self.objects


def compare(old: Path, new: Path, release: IstioRelease = NEWEST) -> Differences:
    """Compare the YAML of two folders, in any files.

    Args:
        old: Folder with the YAML as it was.
        new: Folder with the YAML as it shall be.
        release: Istio release of the cluster, by which problems are found. Default: the newest one.

    Raises:
        UnreadableError: If a folder doesn't exist, a file is broken, or two files have the same object.
    """
    found = [read_objects(folder) for folder in (old, new)]
    manifests = [Manifests.of(some) for some in found]
    problems = [problems_of(some, folder, release) for some, folder in zip(found, (old, new), strict=True)]
    objects = compare_objects(manifests[0], manifests[1])
    traffic = [read_traffic(some) for some in manifests]
    changes = compare_traffic(traffic[0], traffic[1]) if objects else ()
    refs = {one.ref for one in objects}
    changed = [one for some in manifests for one in some.everything if one.ref in refs]
    access = compare_access(manifests[0], manifests[1], changed) if objects else ()
    told = {source for one in (*changes, *access) for source in one.sources}
    return Differences(
        old=old.as_posix(),
        new=new.as_posix(),
        objects=objects,
        traffic=changes,
        access=access,
        introduced=tuple(one for one in problems[1] if one not in problems[0]),
        fixed=tuple(one for one in problems[0] if one not in problems[1]),
        unchanged=tuple(one for one in problems[1] if one in problems[0]),
        not_in_words=tuple(one.ref for one in objects if one.ref not in told and not _is_told_by_others(one)),
        not_read=traffic[1].not_read,
    )


def _is_told_by_others(change: ObjectChange) -> bool:
    return change.kind != "changed" and change.ref.partition(" ")[0] in _TOLD_BY_OTHERS
