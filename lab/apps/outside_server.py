"""A Python program on a host outside of the mesh, which clients reach by a name that the lab resolves."""

from __future__ import annotations

import sys
from abc import ABC, abstractmethod

from lab import limits
from lab.apps.python_environment import PYTHON_ENVIRONMENT
from lab.cluster.context import LabContext
from lab.istio.proxy import Proxy
from lab.machine.processes import Process, Program
from lab.waits import wait_for


class OutsideServer(ABC):
    """A server without a Pod and a sidecar, whose faults a test chooses."""

    def __init__(self, context: LabContext, name: str, hostname: str) -> None:
        """Create its host, and let its name resolve; `start` starts it."""
        self.name = name
        self.host = context.network.add_host(name)
        self._context = context
        self._folder = context.new_folder(name)
        context.hosts_file.add(self.host.address, [hostname])

    @property
    def proxies(self) -> list[Proxy]:
        """None, as it is outside of the mesh."""
        return []

    def start(self) -> None:
        """Start it, again after `kill`."""
        self._process = Process(
            Program(
                name=self.name,
                arguments=(sys.executable, "-u", "-m", *self._arguments()),
                namespace=self.host.namespace,
                folder=self._folder,
                environment=PYTHON_ENVIRONMENT,
                mounts=self._context.mounts,
            )
        )

    def wait_ready(self) -> None:
        """Wait until it answers."""
        wait_for(f"the server {self.name}", self._is_ready, limits.START_SECONDS)

    def kill(self) -> None:
        """`kill -9`: open connections break, new ones are refused, and its name still resolves."""
        self._process.kill()

    def remove(self) -> None:
        """Remove its name, stop it, and delete its host."""
        self._context.hosts_file.remove(self.host.address)
        self._process.kill()
        self._context.network.remove_host(self.host)

    @property
    def log(self) -> str:
        """What it has printed so far."""
        return self._process.log.read_text(errors="replace")

    @abstractmethod
    def _arguments(self) -> tuple[str, ...]:
        """The name of the Python module, and its options."""

    @abstractmethod
    def _probe(self) -> None:
        """Send it a request; raise an error if it doesn't answer."""

    def _is_ready(self) -> bool:
        self._process.require_running()
        self._probe()
        return True
