"""A simulated model server on a host of its own, with its faults: what a replica and a provider have in common."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lab import limits
from lab.network import Host, filter_packets
from lab.processes import Process, Program
from lab.waits import wait_for
from lab.wire import fetch_json

CONTROL_PORT = 9901

REPOSITORY = Path(__file__).resolve().parent.parent


class ModelServer:
    """One simulated model server; its verbs are faults and their end."""

    def __init__(self, name: str, host: Host, folder: Path, settings: Mapping[str, object]) -> None:
        """Start it on a host, with what its command line takes."""
        self.name = name
        self.host = host
        self._folder = folder
        self._settings = {"replica": name, "control_port": CONTROL_PORT, **settings}
        self._process = Process(self._program())

    def wait_ready(self) -> None:
        """Wait until it answers."""
        wait_for(f"the readiness of {self.name}", self._ready, limits.START_SECONDS)

    def kill(self) -> None:
        """``kill -9``: connections break, new ones are refused, the endpoint stays listed."""
        self._process.kill()

    def restart(self) -> None:
        """Start it again after ``kill``, at the same address."""
        self._process = Process(self._program())
        self.wait_ready()

    def freeze(self) -> None:
        """Stop the process: connections are taken by the kernel, and nothing answers."""
        self._process.freeze()

    def thaw(self) -> None:
        """Let a frozen process go on."""
        self._process.thaw()

    def vanish(self) -> None:
        """Drop every packet to it and of it, as when its node is gone: nothing answers, and nothing refuses."""
        filter_packets(self.host, "filter", "-A INPUT -i eth0 -j DROP", "-A OUTPUT -o eth0 -j DROP")

    def reappear(self) -> None:
        """Take packets again after ``vanish``."""
        filter_packets(self.host, "filter")

    def slow(self, factor: float) -> None:
        """Answer this many times slower."""
        self._control("PUT", f"/mode/slow?factor={factor}")

    def hang(self) -> None:
        """Take requests and never answer them."""
        self._control("PUT", "/mode/hang")

    def garbage(self) -> None:
        """Answer with bytes that aren't HTTP."""
        self._control("PUT", "/mode/garbage")

    def dying(self, tokens: int) -> None:
        """Break the connection after so many tokens of an answer."""
        self._control("PUT", f"/mode/dying?tokens={tokens}")

    def refuse(self, status: int, retry_after: int = 1) -> None:
        """Answer everything with this status, at once and with Retry-After in seconds."""
        self._control("PUT", f"/mode/refuse?status={status}&retry-after={retry_after}")

    def heal(self) -> None:
        """Answer as usual again."""
        self._control("PUT", "/mode/normal")

    def requests(self) -> list[dict[str, Any]]:
        """Every request it got: method, path, headers, attempt and body."""
        found: list[dict[str, Any]] = self._control("GET", "/requests")
        return found

    def load(self) -> dict[str, int]:
        """How many requests run and wait, and how many tokens were made since the start."""
        found: dict[str, int] = self._control("GET", "/load")
        return found

    def forget_requests(self) -> None:
        """Start the list of requests anew."""
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
            environment={"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
        )
