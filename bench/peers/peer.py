"""The base of all peers: a program that listens at an address and distributes requests to the same replicas."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.measuring import cpu
from bench.measuring.client import Target
from lab.apps.app import App
from lab.environment import Lab
from lab.errors import LabError
from lab.machine.namespaces import connect
from lab.machine.network import Host
from lab.machine.processes import Process, Program
from lab.waits import wait_for

PORT = 8000
# The construct's default for a pool.
MODEL_PORT = 8080

# The import of LiteLLM takes half a minute of both cores.
_START_SECONDS = 180.0
_CONNECT_SECONDS = 1.0


class Peer(ABC):
    """One peer, from its start to the end of the lab."""

    name: str
    # The name in /proc/PID/comm of the processes whose CPU time counts.
    program: str

    def __init__(self, lab: Lab, backends: App, folder: Path) -> None:
        self.lab = lab
        self.backends = backends
        self.folder = folder

    @classmethod
    @abstractmethod
    def require(cls) -> None:
        """Raise if something is missing on this machine, with the command that installs it."""

    @classmethod  # noqa: B027 - most need nothing
    def prepare(cls) -> None:
        """Install what the benchmark itself can install, after it is known that nothing else is missing."""

    @classmethod
    @abstractmethod
    def version(cls) -> str:
        """The name and version of the program."""

    @abstractmethod
    def start(self) -> None:
        """Start the peer, and return when it answers."""

    def settle(self) -> None:  # noqa: B027 - most peers don't report it
        """Return when the peer sends requests to all replicas again after having excluded some."""

    @contextmanager
    def awake(self) -> Iterator[None]:
        """Have the peer do what it does without requests, too. Otherwise it may rest, so as not to disturb others."""
        yield

    @property
    @abstractmethod
    def host(self) -> Host:
        """The host of its process."""

    @property
    @abstractmethod
    def target(self) -> Target:
        """The target of requests."""

    @property
    def targets(self) -> list[Target]:
        """The targets that take requests in turn, if the peer has several proxies."""
        return [self.target]

    def cpu_seconds(self) -> float:
        """The CPU time that the peer has used since its start."""
        return cpu.seconds(self.host.namespace, self.program)

    @property
    def replica_targets(self) -> list[Target]:
        """The replicas themselves, as targets of requests without a balancer."""
        return [Target(self.lab.hub.namespace, address, MODEL_PORT, address) for address in self.addresses]

    @property
    def addresses(self) -> list[str]:
        """The addresses of the replicas."""
        return [replica.host.address for replica in self.backends.replicas]


def require(kinds: Sequence[type[Peer]]) -> None:
    """Raise with everything that is missing, before anything takes time."""
    missing = []
    for kind in kinds:
        try:
            kind.require()
        except LabError as error:
            missing.append(str(error))
    if missing:
        raise LabError("; ".join(missing))


class Standalone(Peer):
    """A peer that is one program with its own configuration, on its own host."""

    _host: Host | None = None

    @property
    def host(self) -> Host:
        """The host of its process."""
        if self._host is None:
            self._host = self.lab.caller(self.name, "peers", sidecar=False).host
        return self._host

    @property
    def target(self) -> Target:
        """The target of requests."""
        return Target(self.lab.hub.namespace, self.host.address, PORT, self.host.address)

    @abstractmethod
    def command(self) -> tuple[str, ...]:
        """Write the configuration and return the command line, which runs in the foreground."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The environment of the program."""
        return {}

    def start(self) -> None:
        """Start the program, and return when it answers."""
        self.folder.mkdir()
        process = Process(Program(self.name, self.command(), self.host.namespace, self.folder, self.environment))

        def answers() -> bool:
            process.require_running()
            connect(self.lab.hub.namespace, (self.host.address, PORT), _CONNECT_SECONDS).close()
            return True

        wait_for(f"the start of {self.name}", answers, _START_SECONDS)
