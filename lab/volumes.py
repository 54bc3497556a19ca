"""Secrets mounted into the gateway's pod, written as a kubelet writes them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

# Where a pod sees them; the machine's own /run stays as it is.
MOUNT_POINT = Path("/run")
_SECRETS = "secrets"

_DATA = "..data"

_SDS_TYPE = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret"


def sds_secret(key: str) -> str:
    """The content of a file from which a proxy takes a key while it runs."""
    secret = {"@type": _SDS_TYPE, "name": "key", "generic_secret": {"secret": {"inline_string": key}}}
    return json.dumps({"resources": [secret]})


class Volumes:
    """The folder of a pod's volumes: each is seen in the pod as ``/run/secrets/NAME``."""

    def __init__(self, folder: Path) -> None:
        """Make the folder that is to be mounted."""
        self.folder = folder
        self._revisions = 0
        (folder / _SECRETS).mkdir(parents=True)

    def write(self, name: str, data: Mapping[str, str]) -> None:
        """Mount a Secret, or bring a mounted one up to date.

        A kubelet writes a new folder and turns one link to it, so that all files change at once; who
        watches a file itself never learns of it.
        """
        volume = self.folder / _SECRETS / name
        self._revisions += 1
        revision = volume / f"..{self._revisions}"
        revision.mkdir(parents=True)
        for file, text in data.items():
            (revision / file).write_text(text)
        turned = volume / "..data_tmp"
        turned.symlink_to(revision.name)
        turned.rename(volume / _DATA)
        for file in data:
            link = volume / file
            if not link.is_symlink():
                link.symlink_to(f"{_DATA}/{file}")
