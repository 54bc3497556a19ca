"""What everything that stands in a lab needs from it: hosts, the API server and a folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lab.certificates import Certificate
from lab.cluster import Cluster
from lab.names import Names
from lab.network import Network


@dataclass(frozen=True)
class Ground:
    """The ground of one lab."""

    network: Network
    cluster: Cluster
    folder: Path
    names: Names
    authority: Certificate
    mounts: Mapping[Path, Path]

    def new_folder(self, name: str) -> Path:
        """A folder for the files and logs of one host; a second host of its name adds to them."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder
