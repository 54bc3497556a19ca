"""A server with the public keys of an issuer of tokens, from which istiod fetches them."""

from __future__ import annotations

import sys
from pathlib import Path

from lab import limits
from lab.cluster.context import LabContext
from lab.istio.proxy import Proxy
from lab.machine.connection import fetch
from lab.machine.network import filter_packets
from lab.machine.processes import Process, Program
from lab.waits import wait_for

_PORT = 80
_FILE = "keys.json"


class KeyServer:
    """A server outside of the mesh, by plain HTTP, whose answer can change."""

    def __init__(self, context: LabContext, host: str, keys: str) -> None:
        """Create its host, start it there and let its name resolve."""
        self.url = f"http://{host}/{_FILE}"
        self._context = context
        self._host = context.network.add_host("keys")
        self._folder = context.new_folder("keys")
        self._served = self._folder / "served"
        self._served.mkdir()
        self.answer(keys)
        context.hosts_file.add(self._host.address, [host])
        self.start()

    @property
    def proxies(self) -> list[Proxy]:
        """None, as it is outside of the mesh."""
        return []

    @property
    def requests(self) -> int:
        """The number of requests for the keys so far."""
        return Path(self._process.log).read_text(errors="replace").count(f"GET /{_FILE}")

    def answer(self, text: str) -> None:
        """Answer with a text from now on."""
        (self._served / _FILE).write_text(text)

    def fail(self) -> None:
        """Answer 404 from now on."""
        (self._served / _FILE).unlink()

    def start(self) -> None:
        """Start it, again after `kill`."""
        arguments = (sys.executable, "-u", "-m", "http.server", str(_PORT), "--directory", str(self._served))
        self._process = Process(
            Program(name="keys", arguments=arguments, namespace=self._host.namespace, folder=self._folder)
        )

    def wait_ready(self) -> None:
        """Wait until it answers."""
        wait_for("the server of keys", self._ready, limits.START_SECONDS)

    def kill(self) -> None:
        """Kill it: connections are refused."""
        self._process.kill()

    def vanish(self) -> None:
        """Drop every packet to and from it, as if its node had gone."""
        filter_packets(self._host, "filter", "-A INPUT -i eth0 -j DROP", "-A OUTPUT -o eth0 -j DROP")

    def reappear(self) -> None:
        """Stop dropping packets after `vanish`."""
        filter_packets(self._host, "filter")

    def remove(self) -> None:
        """Remove its name, stop it, and delete its host."""
        self._context.hosts_file.remove(self._host.address)
        self._process.kill()
        self._context.network.remove_host(self._host)

    def _ready(self) -> bool:
        self._process.require_running()
        fetch(self._host.namespace, _PORT, "/")
        return True
