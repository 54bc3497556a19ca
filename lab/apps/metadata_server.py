"""The metadata server of a Google Cloud node, with the one page from which a proxy gets a token."""

from __future__ import annotations

from lab.apps.outside_server import OutsideServer
from lab.cluster.context import LabContext
from lab.machine.connection import fetch

_NAME = "metadata.google.internal"
_PORT = 80


class MetadataServer(OutsideServer):
    """A server that gives the token of the node's identity to any client."""

    def __init__(self, context: LabContext, token: str) -> None:
        """Start it with the token that it gives."""
        super().__init__(context, "metadata", _NAME)
        self._token = token
        self.start()

    def _arguments(self) -> tuple[str, ...]:
        return "lab.simulator.metadata", f"--port={_PORT}", f"--token={self._token}"

    def _probe(self) -> None:
        fetch(self.host.namespace, _PORT, "/")
