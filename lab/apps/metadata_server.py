"""The metadata server of a Google Cloud node, with the one page from which a proxy gets a token."""

from __future__ import annotations

import sys

from lab import limits
from lab.apps.model_server import REPOSITORY
from lab.cluster.context import LabContext
from lab.istio.proxy import Proxy
from lab.machine.connection import fetch
from lab.machine.processes import Process, Program
from lab.waits import wait_for

_NAME = "metadata.google.internal"
_PORT = 80


class MetadataServer:
    """A server that gives the token of the node's identity to any client."""

    def __init__(self, context: LabContext, token: str) -> None:
        """Create its host, start it there and let its name resolve."""
        self._context = context
        self._host = context.network.add_host("metadata")
        self._process = Process(
            Program(
                name="metadata",
                arguments=(sys.executable, "-m", "lab.simulator.metadata", f"--port={_PORT}", f"--token={token}"),
                namespace=self._host.namespace,
                folder=context.new_folder("metadata"),
                environment={"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
            )
        )
        context.hosts_file.add(self._host.address, [_NAME])

    @property
    def proxies(self) -> list[Proxy]:
        """None, as it is outside of the mesh."""
        return []

    def wait_ready(self) -> None:
        """Wait until it answers."""
        wait_for("the metadata server", self._ready, limits.START_SECONDS)

    def kill(self) -> None:
        """Kill it; its name still resolves."""
        self._process.kill()

    def remove(self) -> None:
        """Remove its name, stop it, and delete its host."""
        self._context.hosts_file.remove(self._host.address)
        self._process.kill()
        self._context.network.remove_host(self._host)

    def _ready(self) -> bool:
        self._process.require_running()
        fetch(self._host.namespace, _PORT, "/")
        return True
