"""What every peer is: something that listens on an address and spreads requests over the same replicas."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path

from bench.measuring import cpu
from bench.measuring.client import Target
from lab.apps.app import App
from lab.environment import Lab
from lab.machine.namespaces import connect
from lab.machine.network import Host
from lab.machine.processes import Process, Program
from lab.waits import wait_for

PORT = 8000
# The construct's default for a pool.
MODEL_PORT = 8080

# LiteLLM needs half a minute of both cores to import itself.
_START_SECONDS = 180.0
_CONNECT_SECONDS = 1.0


class Peer(ABC):
    """One peer, from its start to the lab's end."""

    name: str
    # As in /proc/PID/comm; what it uses is the peer's CPU time.
    program: str

    def __init__(self, lab: Lab, backends: App, folder: Path) -> None:
        self.lab = lab
        self.backends = backends
        self.folder = folder

    @classmethod
    @abstractmethod
    def require(cls) -> None:
        """Raise what is missing on this machine, with the command that brings it."""

    @classmethod  # noqa: B027 - most need nothing
    def prepare(cls) -> None:
        """Bring what the benchmark brings itself, once it is known that nothing is missing."""

    @classmethod
    @abstractmethod
    def version(cls) -> str:
        """What runs, with its version."""

    @abstractmethod
    def start(self) -> None:
        """Start it, and return when it answers."""

    def settle(self) -> None:  # noqa: B027 - most can't be asked
        """Return when it sends requests to all replicas again, after it had left some out."""

    @property
    @abstractmethod
    def host(self) -> Host:
        """Where its process runs."""

    @property
    @abstractmethod
    def target(self) -> Target:
        """Where requests go."""

    def cpu_seconds(self) -> float:
        """The CPU time that it has used since its start."""
        return cpu.seconds(self.host.namespace, self.program)

    @property
    def addresses(self) -> list[str]:
        """The replicas' addresses."""
        return [replica.host.address for replica in self.backends.replicas]


class Standalone(Peer):
    """A peer that is one program with a configuration of its own, on a host of its own."""

    _host: Host | None = None

    @property
    def host(self) -> Host:
        """Where its process runs."""
        if self._host is None:
            self._host = self.lab.caller(self.name, "peers", sidecar=False).host
        return self._host

    @property
    def target(self) -> Target:
        """Where requests go."""
        return Target(self.lab.hub.namespace, self.host.address, PORT, self.host.address)

    @abstractmethod
    def command(self) -> tuple[str, ...]:
        """Write the configuration and give the command line that runs in the foreground."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The program's environment."""
        return {}

    def start(self) -> None:
        """Start it, and return when it answers."""
        self.folder.mkdir()
        process = Process(Program(self.name, self.command(), self.host.namespace, self.folder, self.environment))

        def answers() -> bool:
            process.require_running()
            connect(self.lab.hub.namespace, (self.host.address, PORT), _CONNECT_SECONDS).close()
            return True

        wait_for(f"the start of {self.name}", answers, _START_SECONDS)
