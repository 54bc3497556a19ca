"""A real program that runs as its Deployment in the API server says, in a Pod of its own."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import replace

from lab import limits
from lab.cluster.context import LabContext
from lab.cluster.deployment import DeployedPod
from lab.cluster.pods import publish
from lab.istio.proxy import Proxy
from lab.machine.network import Host
from lab.machine.processes import Process
from lab.waits import wait_for


class PodProgram(ABC):
    """A pod of a Deployment, whose faults a test chooses."""

    _context: LabContext
    _pod: DeployedPod
    _process: Process
    host: Host

    @property
    @abstractmethod
    def proxies(self) -> list[Proxy]:
        """Its sidecar, if it has one."""

    @abstractmethod
    def _start(self) -> Process: ...

    @abstractmethod
    def _ready(self) -> bool: ...

    def wait_ready(self) -> None:
        """Wait until it serves."""
        wait_for(f"the pod {self._pod.name}", self._ready, limits.START_SECONDS)
        for proxy in self.proxies:
            proxy.wait_ready()

    def kill(self) -> None:
        """Kill the program; its Pod stays ready, as it does until a kubelet notices."""
        self._process.kill()

    def freeze(self) -> None:
        """Stop the program without closing its connections, as one that hangs does."""
        self._process.freeze()

    def thaw(self) -> None:
        """Let it continue after `freeze`."""
        self._process.thaw()

    def restart(self) -> None:
        """Start the program again, without what it remembered."""
        self._process.kill()
        self._process = self._start()
        self.wait_ready()

    def set_ready(self, ready: bool) -> None:
        """Set the readiness of the Pod, as a kubelet does after a probe."""
        self._pod = replace(self._pod, ready=ready)
        publish(self._context.cluster, self._pod)

    def remove(self) -> None:
        """Delete its Pod, stop it, and delete its host."""
        self._context.cluster.delete(self._pod.ref)
        self._process.kill()
        for proxy in self.proxies:
            proxy.kill()
        self._context.network.remove_host(self.host)
