"""The metadata server of a Google Cloud node, as far as a proxy asks it for tokens."""

from __future__ import annotations

import sys

from lab import limits
from lab.ground import Ground
from lab.modelserver import REPOSITORY
from lab.processes import Process, Program
from lab.proxy import Proxy
from lab.waits import wait_for
from lab.wire import fetch

_NAME = "metadata.google.internal"
_PORT = 80


class MetadataServer:
    """A server that gives everyone who asks the token of the node's identity."""

    def __init__(self, ground: Ground, token: str) -> None:
        """Make a host for it, start it there and have its name resolve."""
        self._ground = ground
        self._host = ground.network.add_host("metadata")
        self._process = Process(
            Program(
                name="metadata",
                arguments=(sys.executable, "-m", "lab.simulator.metadata", f"--port={_PORT}", f"--token={token}"),
                namespace=self._host.namespace,
                folder=ground.new_folder("metadata"),
                environment={"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
            )
        )
        ground.names.add(self._host.address, [_NAME])

    @property
    def proxies(self) -> list[Proxy]:
        """None: it is no part of the mesh."""
        return []

    def wait_ready(self) -> None:
        """Wait until it answers."""
        wait_for("the metadata server", self._ready, limits.START_SECONDS)

    def kill(self) -> None:
        """Have nobody answer there any more."""
        self._process.kill()

    def remove(self) -> None:
        """Forget its name and end it with its host."""
        self._ground.names.remove(self._host.address)
        self._process.kill()
        self._ground.network.remove_host(self._host)

    def _ready(self) -> bool:
        self._process.require_running()
        fetch(self._host.namespace, _PORT, "/")
        return True
