"""A simulated model server on its own host, with faults: the base of replicas and hosted providers."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lab import limits
from lab.apps.python_environment import PYTHON_ENVIRONMENT
from lab.machine.connection import fetch_json
from lab.machine.network import Host, reappear, vanish
from lab.machine.processes import Process, Program
from lab.waits import wait_for

CONTROL_PORT = 9901


class ModelServer:
    """A simulated model server, whose methods cause faults and end them."""

    def __init__(self, name: str, host: Host, folder: Path, settings: Mapping[str, object]) -> None:
        """Start it on a host, with options for its command line."""
        self.name = name
        self.host = host
        self._folder = folder
        self._settings = {"replica": name, "control_port": CONTROL_PORT, **settings}
        self._process = Process(self._program())

    def wait_ready(self) -> None:
        """Wait until it answers."""
        wait_for(f"the readiness of {self.name}", self._ready, limits.START_SECONDS)

    def kill(self) -> None:
        """`kill -9`: connections break, new ones are refused, and the endpoint stays in its EndpointSlice."""
        self._process.kill()

    def restart(self) -> None:
        """Start it again after `kill`, at the same address."""
        self._process = Process(self._program())
        self.wait_ready()

    def freeze(self) -> None:
        """Stop the process with SIGSTOP: the kernel accepts connections, and nothing answers."""
        self._process.freeze()

    def thaw(self) -> None:
        """Let the process continue after `freeze`."""
        self._process.thaw()

    def vanish(self) -> None:
        """Drop every packet to and from it, as if its node had gone: connections are neither accepted nor refused."""
        vanish(self.host)

    def reappear(self) -> None:
        """Stop dropping packets after `vanish`."""
        reappear(self.host)

    def slow(self, factor: float) -> None:
        """Answer this many times slower."""
        self._control("PUT", f"/mode/slow?factor={factor}")

    def hang(self) -> None:
        """Accept requests and never answer them."""
        self._control("PUT", "/mode/hang")

    def garbage(self) -> None:
        """Answer with bytes that aren't HTTP."""
        self._control("PUT", "/mode/garbage")

    def dying(self, tokens: int) -> None:
        """Break the connection after this number of tokens of an answer."""
        self._control("PUT", f"/mode/dying?tokens={tokens}")

    def refuse(self, status: int, retry_after: int = 1) -> None:
        """Answer every request at once with this status, and with Retry-After in seconds."""
        self._control("PUT", f"/mode/refuse?status={status}&retry-after={retry_after}")

    def heal(self) -> None:
        """Answer normally again."""
        self._control("PUT", "/mode/normal")

    def load_adapters(self, *names: str) -> None:
        """Have LoRA adapters of these names loaded, which `/metrics` reports, and no others."""
        self._control("PUT", f"/adapters?loaded={','.join(names)}")

    def requests(self) -> list[dict[str, Any]]:
        """The requests that it has received: method, path, headers, attempt and body of each."""
        found: list[dict[str, Any]] = self._control("GET", "/requests")
        return found

    def load(self) -> dict[str, int]:
        """The numbers of running and of waiting requests, and since the start of tokens generated, read and cached."""
        found: dict[str, int] = self._control("GET", "/load")
        return found

    def clear_cache(self) -> None:
        """Empty its prefix cache."""
        self._control("DELETE", "/cache")

    def clear_requests(self) -> None:
        """Clear the list of received requests."""
        self._control("DELETE", "/requests")

    def _ready(self) -> bool:
        self._process.require_running()
        self._control("GET", "/requests")
        return True

    def _control(self, method: str, path: str) -> Any:
        return fetch_json(self.host.namespace, CONTROL_PORT, path, method)

    def _program(self) -> Program:
        return Program(
            name="simulator",
            arguments=(
                *(sys.executable, "-m", "lab.simulator"),
                *(f"--{name.replace('_', '-')}={value}" for name, value in self._settings.items()),
            ),
            namespace=self.host.namespace,
            folder=self._folder,
            environment=PYTHON_ENVIRONMENT,
        )
