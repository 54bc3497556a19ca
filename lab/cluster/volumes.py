"""Secrets and ConfigMaps mounted into a Pod, written in the same way as by a kubelet."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

# The path of the volumes in the Pod. The machine's /run doesn't change.
MOUNT_POINT = Path("/run")
_SECRETS = "secrets"

_DATA = "..data"

_SDS_TYPE = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"


def sds_secret(key: str) -> str:
    """The content of an SDS file from which a running proxy reads a key."""
    secret = {"@type": _SDS_TYPE, "name": "key", "generic_secret": {"secret": {"inline_string": key}}}
    return json.dumps({"resources": [secret]})


class Volumes:
    """The volumes of a Pod, below `/run`."""

    def __init__(self, folder: Path) -> None:
        """Create the folder that is mounted into the Pod."""
        self.folder = folder
        self._revisions = 0
        shutil.rmtree(folder, ignore_errors=True)  # of an earlier Pod of this name
        (folder / _SECRETS).mkdir(parents=True)

    def write(self, name: str, data: Mapping[str, str]) -> None:
        """Mount a Secret at `/run/secrets/NAME`, or update a mounted one."""
        self.mount(MOUNT_POINT / _SECRETS / name, data)

    def mount(self, path: Path, data: Mapping[str, str]) -> None:
        """Mount a Secret or a ConfigMap at a path, or update a mounted one.

        A kubelet writes a new folder and then replaces one symbolic link to it, so that all files change at once. A
        program that watches a file itself doesn't notice the change.
        """
        volume = self.folder / path.relative_to(MOUNT_POINT)
        self._revisions += 1
        revision = volume / f"..{self._revisions}"
        revision.mkdir(parents=True)
        link_to_data = volume / _DATA
        before = link_to_data.resolve() if link_to_data.is_symlink() else None
        for file, text in data.items():
            (revision / file).write_text(text)
        new_link = volume / "..data_tmp"
        new_link.symlink_to(revision.name)
        new_link.rename(link_to_data)
        for file in data:
            link = volume / file
            if not link.is_symlink():
                link.symlink_to(f"{_DATA}/{file}")
        for link in list(volume.iterdir()):
            if not link.name.startswith("..") and link.name not in data:
                link.unlink()
        if before:
            shutil.rmtree(before)
