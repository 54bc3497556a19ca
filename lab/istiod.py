"""Istio's control plane, the real one, told to leave out what only Istio's own proxy build has."""

from __future__ import annotations

import re
from typing import Any

from lab import cache, limits
from lab.apiserver import ApiServer
from lab.ground import Ground
from lab.names import ISTIOS_NAMESPACE
from lab.network import Host
from lab.processes import Process, Program
from lab.versions import ISTIO
from lab.waits import wait_for
from lab.wire import fetch, fetch_json

import yaml

NAMESPACE = ISTIOS_NAMESPACE
SERVICE = "istiod.istio-system.svc"
DISCOVERY_ADDRESS = f"{SERVICE}:15012"

_DEBUG_PORT = 8080
_METRICS_PORT = 15014

_ENVIRONMENT = {
    "POD_NAME": "istiod",
    "POD_NAMESPACE": NAMESPACE,
    "REVISION": "default",
    "CLUSTER_ID": "Kubernetes",
    "PILOT_CERT_PROVIDER": "istiod",
    # No injector and no validating webhook: nothing in the lab calls them, and without these lines
    # istiod waits for their configurations to patch them.
    "INJECTION_WEBHOOK_CONFIG_NAME": "",
    "VALIDATION_WEBHOOK_CONFIG_NAME": "",
    # Filters that stock Envoy doesn't have; it would reject every listener with one of them.
    "PILOT_ENABLE_METADATA_EXCHANGE": "false",
    "PILOT_ENABLE_ALPN_FILTER": "false",
    "PILOT_DISABLE_MX_ALPN": "true",
    "PILOT_ENABLE_TELEMETRY_LABEL": "false",
}

# Access logs show each attempt of a request; everything else is Istio's default.
_MESH = {
    "accessLogFile": "/dev/stdout",
    "defaultConfig": {"discoveryAddress": DISCOVERY_ADDRESS},
}

_METRIC = re.compile(r"^(\w+)(\{.*\})? (\S+)$")


class Istiod:
    """The control plane of the lab."""

    def __init__(self, server: ApiServer, ground: Ground) -> None:
        """Prepare its files; ``start`` runs it."""
        self._server = server
        self._mounts = ground.mounts
        self._process: Process | None = None
        self._folder = ground.new_folder("istiod")
        (self._folder / "mesh.yaml").write_text(yaml.safe_dump(_MESH))

    @property
    def host(self) -> Host:
        """Where it runs."""
        return self._server.hub

    def start(self) -> None:
        """Start it and wait until it serves."""
        self._process = Process(self._program())
        wait_for("istiod's readiness", self._ready, limits.START_SECONDS)

    def kill(self) -> None:
        """Kill it; the proxies keep what they have."""
        if self._process:
            self._process.kill()

    def debug(self, page: str) -> Any:
        """One of istiod's debug pages, e.g. ``syncz``."""
        return fetch_json(self.host.namespace, _DEBUG_PORT, f"/debug/{page}")

    def push_again(self) -> None:
        """Have istiod send its present configuration once more, whole, to every proxy."""
        fetch(self.host.namespace, _DEBUG_PORT, "/debug/adsz?push=true")

    def metrics(self, prefix: str) -> dict[str, float]:
        """The sums of its metrics whose names start so, over all labels."""
        sums: dict[str, float] = {}
        for line in fetch(self.host.namespace, _METRICS_PORT, "/metrics").decode().splitlines():
            if (match := _METRIC.match(line)) and match[1].startswith(prefix):
                sums[match[1]] = sums.get(match[1], 0) + float(match[3])
        return sums

    def refusals(self) -> list[str]:
        """What proxies told it when they refused a configuration; its debug pages forget it."""
        return self._logged("ACK ERROR ")

    def dropped(self) -> list[str]:
        """The patches of EnvoyFilters that it didn't understand: it says so in its log alone, and goes on without."""
        return self._logged("failed to build envoy filter value")

    def _logged(self, words: str) -> list[str]:
        assert self._process
        lines = self._process.log.read_text(errors="replace").splitlines()
        return [line.partition(words)[2] for line in lines if words in line]

    def _ready(self) -> bool:
        assert self._process
        self._process.require_running()
        fetch(self.host.namespace, _DEBUG_PORT, "/ready")
        return True

    def _program(self) -> Program:
        address = self.host.address
        return Program(
            name="istiod",
            arguments=(
                str(cache.program(ISTIO, "pilot-discovery")),
                "discovery",
                f"--kubeconfig={self._server.kubeconfig}",
                f"--meshConfig={self._folder / 'mesh.yaml'}",
                # Its debug pages answer only requests from its own loopback address.
                f"--httpAddr=127.0.0.1:{_DEBUG_PORT}",
                f"--monitoringAddr=127.0.0.1:{_METRICS_PORT}",
                f"--grpcAddr={address}:15010",
                f"--secureGRPCAddr={address}:15012",
                f"--httpsAddr={address}:15017",
            ),
            namespace=self.host.namespace,
            folder=self._folder,
            environment={**_ENVIRONMENT, "KUBECONFIG": str(self._server.kubeconfig)},
            mounts=self._mounts,
        )
