"""Files that `kubectl` applies, one state after the other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from lab.cluster.client import Object, Ref
from lab.environment import Lab


class Kubectl:
    """Applies the files of a state, and deletes the objects of the earlier state that the files don't have."""

    def __init__(self, lab: Lab, folder: Path) -> None:
        """Begin without objects; the folder is for what `kubectl` reads."""
        folder.mkdir()
        self._lab = lab
        self._folder = folder
        self._known: dict[Ref, Object] = {}

    def __call__(self, files: Mapping[str, str]) -> None:
        """Bring the cluster to the state of some files, by their names."""
        objects = {Ref.of(item): item for text in files.values() for item in yaml.safe_load_all(text)}
        gone = [item for ref, item in self._known.items() if ref not in objects]
        for name, items, change in (("new", [*objects.values()], self._lab.apply), ("gone", gone, self._lab.delete)):
            file = self._folder / f"{name}.yaml"
            file.write_text(yaml.safe_dump_all(items))
            if items:
                change(file)
        self._known = objects


def written(folder: Path) -> dict[str, str]:
    """The files that a program has written."""
    return {file.name: file.read_text() for file in folder.glob("*.k8s.yaml")}
