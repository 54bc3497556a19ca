"""Istio's control plane, without the filters that only Istio's own build of Envoy has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from lab import limits
from lab.cluster.context import LabContext
from lab.istio import validation
from lab.istio.templates import write_templates
from lab.machine.connection import fetch, fetch_json
from lab.machine.network import Host
from lab.machine.processes import Process, Program
from lab.tools import cache
from lab.tools.versions import ISTIO
from lab.waits import wait_for

# The namespace of the control plane and of its gateway.
NAMESPACE = "istio-system"
SERVICE = "istiod.istio-system.svc"
DISCOVERY_ADDRESS = f"{SERVICE}:15012"

# Where istiod looks for templates, below its working directory.
_TEMPLATES = Path("var", "lib", "istio", "inject")

_WEBHOOK_PORT = 15017
_DEBUG_PORT = 8080
_METRICS_PORT = 15014

_ENVIRONMENT = {
    "POD_NAME": "istiod",
    "POD_NAMESPACE": NAMESPACE,
    "REVISION": "default",
    "CLUSTER_ID": "Kubernetes",
    "PILOT_CERT_PROVIDER": "istiod",
    # The lab doesn't use the injector. Without this setting istiod would wait for its configuration in order to patch
    # it.
    "INJECTION_WEBHOOK_CONFIG_NAME": "",
    # Envoy's release build lacks the filters of these features, and would reject every listener with one of them.
    "PILOT_ENABLE_METADATA_EXCHANGE": "false",
    "PILOT_ENABLE_ALPN_FILTER": "false",
    "PILOT_DISABLE_MX_ALPN": "true",
}

# Off by default.
_INFERENCE_POOLS = {"ENABLE_GATEWAY_API_INFERENCE_EXTENSION": "true"}

# The access log shows each attempt of a request. The other settings are the defaults of istiod. Istio's charts also
# enable Prometheus metrics, by a filter that Envoy's release build lacks.
_MESH = {
    "accessLogFile": "/dev/stdout",
    "defaultConfig": {"discoveryAddress": DISCOVERY_ADDRESS},
}

_REJECTED = "ACK ERROR "
_METRIC = re.compile(r"^(\w+)(\{.*\})? (\S+)$")


@dataclass(frozen=True)
class IstiodSpec:
    """What an administrator sets beside Istio's defaults."""

    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables of istiod's container."""
    mesh_config: Mapping[str, object] = field(default_factory=dict)
    """Fields of the mesh configuration."""
    deploys_gateways: bool = False
    """Whether the cluster has the Gateway API, and istiod the templates of Istio's charts, from which it makes the pods
    of Gateways. They take some seconds of a lab's start."""
    inference_pools: bool = False
    """Whether the cluster has the Gateway API's inference pools, and istiod serves them; with `deploys_gateways`."""


class Istiod:
    """The control plane of the lab."""

    def __init__(self, context: LabContext, spec: IstiodSpec | None = None) -> None:
        """Prepare its files; `start` runs it."""
        self._spec = spec or IstiodSpec()
        self._context = context
        self._process: Process | None = None
        self._folder = context.new_folder("istiod")
        context.hosts_file.add(context.hub.address, [SERVICE])
        (self._folder / "mesh.yaml").write_text(yaml.safe_dump({**_MESH, **self._spec.mesh_config}))
        validation.install(context.cluster, f"{SERVICE}:{_WEBHOOK_PORT}")
        if self._spec.deploys_gateways:
            write_templates(self._folder / _TEMPLATES)

    @property
    def host(self) -> Host:
        """The host on which it runs."""
        return self._context.hub

    def start(self) -> None:
        """Start it and wait until it serves."""
        self._process = Process(self._program())
        wait_for("istiod's readiness", self._ready, limits.START_SECONDS)

    def kill(self) -> None:
        """Kill it; the proxies keep their configuration."""
        if self._process:
            self._process.kill()

    def debug(self, page: str) -> Any:
        """The content of one of istiod's debug pages, such as `syncz`."""
        return fetch_json(self.host.namespace, _DEBUG_PORT, f"/debug/{page}")

    def push_again(self) -> None:
        """Let istiod send its whole current configuration to every proxy again."""
        fetch(self.host.namespace, _DEBUG_PORT, "/debug/adsz?push=true")

    def metrics(self, prefix: str) -> dict[str, float]:
        """Its metrics whose names have a prefix, each summed over all labels."""
        sums: dict[str, float] = {}
        for line in fetch(self.host.namespace, _METRICS_PORT, "/metrics").decode().splitlines():
            if (match := _METRIC.match(line)) and match[1].startswith(prefix):
                sums[match[1]] = sums.get(match[1], 0) + float(match[3])
        return sums

    def rejections(self) -> list[str]:
        """The errors of proxies that rejected a configuration, from the log, as the debug pages don't keep them."""
        assert self._process
        lines = self._process.log.read_text(errors="replace").splitlines()
        return [line.partition(_REJECTED)[2] for line in lines if _REJECTED in line]

    def _ready(self) -> bool:
        assert self._process
        self._process.require_running()
        fetch(self.host.namespace, _DEBUG_PORT, "/ready")
        return validation.is_enforced(self._context.cluster)

    def _program(self) -> Program:
        address = self.host.address
        return Program(
            name="istiod",
            arguments=(
                str(cache.program(ISTIO, "pilot-discovery")),
                "discovery",
                f"--kubeconfig={self._context.apiserver.kubeconfig}",
                f"--meshConfig={self._folder / 'mesh.yaml'}",
                # istiod serves its debug pages only to clients at the loopback address.
                f"--httpAddr=127.0.0.1:{_DEBUG_PORT}",
                f"--monitoringAddr=127.0.0.1:{_METRICS_PORT}",
                f"--grpcAddr={address}:15010",
                f"--secureGRPCAddr={address}:15012",
                f"--httpsAddr={address}:{_WEBHOOK_PORT}",
            ),
            namespace=self.host.namespace,
            folder=self._folder,
            environment={
                **_ENVIRONMENT,
                **(_INFERENCE_POOLS if self._spec.inference_pools else {}),
                **self._spec.environment,
                "KUBECONFIG": str(self._context.apiserver.kubeconfig),
            },
            mounts=self._context.mounts,
        )
