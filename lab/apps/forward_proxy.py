"""A forward proxy outside of the mesh, which connects clients to other hosts by CONNECT."""

from __future__ import annotations

import sys

from lab import limits
from lab.apps.model_server import REPOSITORY
from lab.cluster.context import LabContext
from lab.istio.proxy import Proxy
from lab.machine.connection import Connection
from lab.machine.network import Host
from lab.machine.processes import Process, Program
from lab.waits import wait_for

PORT = 3128

_PROBE = "/probe"


class ForwardProxy:
    """A proxy with a name; each start may have another way to serve."""

    def __init__(self, context: LabContext, name: str) -> None:
        """Create its host, start it there and let its name resolve."""
        self._context = context
        self._name = name
        self._folder = context.new_folder(f"proxy-{name}")
        self.host: Host = context.network.add_host(f"proxy-{name}")
        context.hosts_file.add(self.host.address, [name])
        self._process = Process(self._program())

    @property
    def proxies(self) -> list[Proxy]:
        """None, as it is outside of the mesh."""
        return []

    def wait_ready(self) -> None:
        """Wait until it answers."""
        wait_for("the forward proxy", self._ready, limits.START_SECONDS)

    def kill(self) -> None:
        """`kill -9`: open tunnels break, and new connections are refused."""
        self._process.kill()

    def restart(self, *options: str) -> None:
        """Start it again without the requests so far, perhaps with options of `lab.simulator.connect`."""
        self._process.kill()
        self._process.log.unlink()
        self._process = Process(self._program(*options))
        self.wait_ready()

    def requests(self) -> list[str]:
        """The request lines of its clients, such as `CONNECT api.openai.com:443 HTTP/1.1`."""
        return [line for line in self.log().splitlines() if _PROBE not in line]

    def log(self) -> str:
        """What it has printed."""
        return self._process.log.read_text()

    def remove(self) -> None:
        """Remove its name, stop it, and delete its host."""
        self._context.hosts_file.remove(self.host.address)
        self._process.kill()
        self._context.network.remove_host(self.host)

    def _ready(self) -> bool:
        self._process.require_running()
        connection = Connection(self.host.namespace, "127.0.0.1", PORT, limits.CALL_SECONDS)
        try:
            connection.request("GET", _PROBE)
            return bool(connection.getresponse().status)
        finally:
            connection.close()

    def _program(self, *options: str) -> Program:
        return Program(
            name="connect",
            arguments=(sys.executable, "-u", "-m", "lab.simulator.connect", f"--port={PORT}", *options),
            namespace=self.host.namespace,
            folder=self._folder,
            environment={"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
            mounts=self._context.mounts,
        )
