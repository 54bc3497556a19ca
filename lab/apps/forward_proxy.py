"""A forward proxy outside of the mesh, which connects clients to other hosts by CONNECT."""

from __future__ import annotations

from contextlib import closing

from lab import limits
from lab.apps.outside_server import OutsideServer
from lab.cluster.context import LabContext
from lab.machine.connection import Connection

PORT = 3128

_PROBE = "/probe"


class ForwardProxy(OutsideServer):
    """A proxy with a name; each start may have another way to serve."""

    def __init__(self, context: LabContext, name: str) -> None:
        """Start it with the defaults of `lab.simulator.connect`."""
        super().__init__(context, f"proxy-{name}", name)
        self._options: tuple[str, ...] = ()
        self.start()

    def restart(self, *options: str) -> None:
        """Start it again without the requests so far, perhaps with options of `lab.simulator.connect`."""
        self._process.kill()
        self._process.log.unlink()
        self._options = options
        self.start()
        self.wait_ready()

    def requests(self) -> list[str]:
        """The request lines of its clients, such as `CONNECT api.openai.com:443 HTTP/1.1`."""
        return [line for line in self.log.splitlines() if _PROBE not in line]

    def _arguments(self) -> tuple[str, ...]:
        return "lab.simulator.connect", f"--port={PORT}", *self._options

    def _probe(self) -> None:
        with closing(Connection(self.host.namespace, "127.0.0.1", PORT, limits.CALL_SECONDS)) as connection:
            connection.request("GET", _PROBE)
            connection.getresponse()
