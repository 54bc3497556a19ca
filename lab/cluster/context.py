"""What all programs of one lab share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lab.cluster.apiserver import ApiServer
from lab.cluster.client import Cluster
from lab.machine.certificates import Certificate
from lab.machine.hosts_file import HostsFile
from lab.machine.network import Host, Network


@dataclass(frozen=True)
class LabContext:
    """The network, the API server, the hosts file and the authority of one lab, and the folder for its files."""

    network: Network
    apiserver: ApiServer
    cluster: Cluster
    folder: Path
    hosts_file: HostsFile
    authority: Certificate
    mounts: Mapping[Path, Path]

    @property
    def hub(self) -> Host:
        """The host of the control plane."""
        return self.network.hub

    def new_folder(self, name: str) -> Path:
        """A folder for the files and logs of one host; hosts of the same name share it."""
        folder = self.folder / name
        folder.mkdir(exist_ok=True)
        return folder
