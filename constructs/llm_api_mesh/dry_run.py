"""A dry run: apps check everything, and write nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

_VARIABLE = "CDK8S_OUTDIR"


@dataclass(frozen=True)
class DryRun:
    """What the apps of a program would write."""

    default: Path
    """The folder of an app that names none."""
    folders: dict[Path, dict[str, bytes]] = field(default_factory=dict)
    """The files of each folder, by their names."""
    checklists: dict[Path, str] = field(default_factory=dict)
    """The checklists of each folder's APIs and LLM gateways, as they would be printed."""

    def gather(self, folder: Path, files: Mapping[str, bytes]) -> None:
        """Keep files that would be written."""
        self.folders.setdefault(folder, {}).update(files)

    def say(self, folder: Path, checklist: str) -> None:
        """Keep what would be printed."""
        self.checklists[folder] = self.checklists.get(folder, "") + checklist


_dry_runs: list[DryRun] = []
"""The dry run in progress, if there is one."""


@contextmanager
def dry_run() -> Iterator[DryRun]:
    """Let apps check everything, and gather their files instead of writing them.

    A plain `cdk8s.App` writes its files itself, in Node.js. If it names no folder, they go to a temporary one, provided
    that Node.js starts during the dry run.
    """
    run, given = DryRun(default_folder()), os.environ.get(_VARIABLE)
    with TemporaryDirectory(prefix="llm-api-mesh-") as temporary:
        os.environ[_VARIABLE] = temporary
        _dry_runs.append(run)
        try:
            yield run
        finally:
            _dry_runs.remove(run)
            del os.environ[_VARIABLE]
            if given is not None:
                os.environ[_VARIABLE] = given


def default_folder() -> Path:
    """Return the folder of an app that names none: `$CDK8S_OUTDIR`, which `cdk8s synth` sets, or `dist`."""
    return _dry_runs[-1].default if _dry_runs else Path(os.environ.get(_VARIABLE) or "dist")


def in_progress() -> DryRun | None:
    """Return the dry run in progress, if there is one."""
    return _dry_runs[-1] if _dry_runs else None
