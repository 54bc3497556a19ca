"""A replica of an app: one simulated model server on a host of its own, with its faults."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from lab import limits, sidecar
from lab.ground import Ground
from lab.network import Host
from lab.pods import Pod, publish
from lab.processes import Process, Program
from lab.waits import wait_for
from lab.wire import fetch_json

CONTROL_PORT = 9901

_REPOSITORY = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class AppSpec:
    """What the replicas of an app have in common."""

    name: str
    namespace: str
    labels: Mapping[str, str]
    port: int
    sidecar: bool
    service_account: str
    simulator: Mapping[str, float]


class Replica:
    """One simulated model server; its verbs are faults and their end."""

    def __init__(self, ground: Ground, spec: AppSpec, index: int) -> None:
        """Make a host for it, start it there and make its pod known."""
        self.name = f"{spec.name}-{index}"
        self._ground = ground
        self._spec = spec
        self._folder = ground.new_folder(f"{spec.namespace}-{self.name}")
        self.host = ground.network.add_host(f"{spec.namespace}-{self.name}")
        self.pod = self._pod(self.host)
        publish(ground.cluster, self.pod)
        self._process = Process(self._program())
        self.proxy = sidecar.add_sidecar(ground, self.host, self.pod, (CONTROL_PORT,)) if spec.sidecar else None

    def wait_ready(self) -> None:
        """Wait until it answers, and its sidecar too."""
        wait_for(f"the readiness of {self.name}", self._ready, limits.START_SECONDS)
        if self.proxy:
            self.proxy.wait_ready()

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

    def refuse(self, status: int) -> None:
        """Answer everything with this status, at once and with Retry-After."""
        self._control("PUT", f"/mode/refuse?status={status}")

    def heal(self) -> None:
        """Answer as usual again."""
        self._control("PUT", "/mode/normal")

    def set_ready(self, ready: bool) -> None:
        """Have the pod's readiness be what a kubelet's probe would find."""
        self.pod = replace(self.pod, ready=ready)
        publish(self._ground.cluster, self.pod)

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

    def remove(self) -> None:
        """Take its pod out of the cluster and end it with its host."""
        self._ground.cluster.delete(self.pod.ref)
        self._process.kill()
        if self.proxy:
            self.proxy.kill()
        self._ground.network.remove_host(self.host)

    def _ready(self) -> bool:
        self._process.require_running()
        self._control("GET", "/requests")
        return True

    def _control(self, method: str, path: str) -> Any:
        return fetch_json(self.host.namespace, CONTROL_PORT, path, method)

    def _pod(self, host: Host) -> Pod:
        return Pod(
            name=self.name,
            namespace=self._spec.namespace,
            address=host.address,
            labels={**self._spec.labels, **(sidecar.LABELS if self._spec.sidecar else {})},
            ports=(self._spec.port,),
            service_account=self._spec.service_account,
        )

    def _program(self) -> Program:
        settings = {
            "port": self._spec.port,
            "control_port": CONTROL_PORT,
            "replica": self.name,
            "version": self._spec.labels.get("version", ""),
            **self._spec.simulator,
        }
        return Program(
            name="simulator",
            arguments=(
                *(sys.executable, "-m", "lab.simulator"),
                *(f"--{name.replace('_', '-')}={value}" for name, value in settings.items()),
            ),
            namespace=self.host.namespace,
            folder=self._folder,
            environment={"PYTHONPATH": str(_REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"},
        )
