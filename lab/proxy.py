"""A real proxy: Istio's pilot-agent with Envoy, as in a pod, and what the proxy says of itself."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lab import cache, istiod, limits
from lab.cluster import Ref
from lab.ground import Ground
from lab.network import Host
from lab.pods import Pod
from lab.processes import Process, Program
from lab.versions import ISTIO
from lab.waits import wait_for
from lab.wire import fetch, fetch_json

# Istio's proxies run as this user; the rules of a sidecar's namespace let its packets pass.
PROXY_USER = 1337

_ADMIN_PORT = 15000

# Istio's default keeps only a few of Envoy's counters; a test wants to read every one.
_ALL_STATS = {"inclusionRegexps": [".*"]}


class Proxy:
    """One proxy, router or sidecar, and a reader of its admin interface."""

    def __init__(self, kind: str, ground: Ground, host: Host, pod: Pod) -> None:
        """Prepare a ``router`` or a ``sidecar`` for a pod on its host; ``start`` runs it."""
        self.host = host
        self.pod = pod
        self._ground = ground
        self._kind = kind
        self._folder = ground.new_folder(f"{host.name}-proxy")
        self._process: Process | None = None
        # The proxy's user can't enter the home of the lab's user, where these lie.
        self._agent = self._folder / "pilot-agent"
        self._envoy = self._folder / "envoy"
        self._template = self._folder / "envoy_bootstrap.json"
        self._programs = {
            cache.program(ISTIO, "pilot-agent"): self._agent,
            cache.envoy(): self._envoy,
            cache.bootstrap_template(): self._template,
        }

    @property
    def node(self) -> str:
        """The name by which istiod's debug pages know it."""
        return f"{self.pod.name}.{self.pod.namespace}"

    def start(self) -> None:
        """Give it the token and the root certificate of its service account, and start it."""
        self._write_credentials()
        self._process = Process(self._program())

    def kill(self) -> None:
        """Kill agent and Envoy at once."""
        if self._process:
            self._process.kill()

    def wait_ready(self) -> None:
        """Wait until Envoy has its first configuration."""
        wait_for(f"the readiness of {self.pod.name}'s proxy", self._ready, limits.START_SECONDS)

    def config_dump(self, resource: str) -> list[dict[str, Any]]:
        """A part of its configuration, e.g. ``dynamic_route_configs``."""
        dump = fetch_json(self.host.namespace, _ADMIN_PORT, f"/config_dump?resource={resource}")
        configs: list[dict[str, Any]] = dump.get("configs", [])
        return configs

    def whole_config(self) -> Any:
        """Its whole configuration, endpoints included."""
        return fetch_json(self.host.namespace, _ADMIN_PORT, "/config_dump?include_eds")

    def routes(self) -> list[dict[str, Any]]:
        """All virtual hosts of its route configurations."""
        configs = self.config_dump("dynamic_route_configs")
        return [virtual_host for config in configs for virtual_host in config["route_config"].get("virtual_hosts", [])]

    def clusters(self) -> dict[str, dict[str, Any]]:
        """Its clusters as istiod configured them, by name."""
        configs = self.config_dump("dynamic_active_clusters")
        return {config["cluster"]["name"]: config["cluster"] for config in configs}

    def endpoints(self, cluster: str) -> dict[str, str]:
        """The addresses of a cluster with their health, e.g. ``{"10.77.0.4:8080": "HEALTHY"}``."""
        status = fetch_json(self.host.namespace, _ADMIN_PORT, "/clusters?format=json")
        return {
            _address(entry): entry["health_status"].get("eds_health_status", "HEALTHY")
            for found in status["cluster_statuses"]
            if found["name"] == cluster
            for entry in found.get("host_statuses", [])
        }

    def connections(self, address: str) -> int:
        """How many connections it has to an address, over all clusters that hold it."""
        status = fetch_json(self.host.namespace, _ADMIN_PORT, "/clusters?format=json")
        return sum(
            int(stat.get("value", 0))
            for cluster in status["cluster_statuses"]
            for entry in cluster.get("host_statuses", [])
            if entry["address"].get("socket_address", {}).get("address") == address  # or a Unix socket's
            for stat in entry.get("stats", [])
            if stat["name"] == "cx_active"
        )

    def stats(self, name_regex: str = "") -> dict[str, int]:
        """Its counters and gauges whose names match."""
        path = f"/stats?format=json&filter={quote(name_regex)}"
        entries = fetch_json(self.host.namespace, _ADMIN_PORT, path)["stats"]
        return {entry["name"]: entry["value"] for entry in entries if isinstance(entry.get("value"), int)}

    def logs(self) -> list[str]:
        """What agent and Envoy printed, the access log's lines among it."""
        if not self._process:
            return []
        return self._process.log.read_text(errors="replace").splitlines()

    def warming(self) -> int:
        """How many listeners and clusters it has accepted but not put into use yet."""
        gauges = r"^(listener_manager\.total_listeners_warming|cluster_manager\.warming_clusters)$"
        return sum(self.stats(gauges).values())

    def rejections(self) -> dict[str, int]:
        """Its counters of configurations that it refused."""
        return {name: count for name, count in self.stats(r"update_rejected$").items() if count}

    def _ready(self) -> bool:
        assert self._process
        self._process.require_running()
        return fetch(self.host.namespace, _ADMIN_PORT, "/ready").strip() == b"LIVE"

    def _write_credentials(self) -> None:
        cluster = self._ground.cluster
        namespace, account = self.pod.namespace, self.pod.service_account
        root = wait_for(
            f"istiod's root certificate in namespace {namespace}",
            lambda: cluster.find(Ref("ConfigMap", namespace, "istio-ca-root-cert")),
        )
        secrets = self._folder / "var" / "run" / "secrets"
        certificate = secrets / "istio" / "root-cert.pem"
        token = secrets / "tokens" / "istio-token"
        for file, text in (
            (certificate, root["data"]["root-cert.pem"]),
            (token, cluster.token(namespace, account, "istio-ca")),
        ):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        for mount_point in self._programs.values():
            mount_point.touch()
        for path in (self._folder, *self._folder.rglob("*")):
            os.chown(path, PROXY_USER, PROXY_USER)

    def _program(self) -> Program:
        return Program(
            name="proxy",
            arguments=(
                str(self._agent),
                *("proxy", self._kind),
                f"--domain={self.pod.namespace}.svc.cluster.local",
                f"--templateFile={self._template}",
                # One worker: each has a round of its own, and so the shares are exact.
                "--concurrency=1",
            ),
            namespace=self.host.namespace,
            folder=self._folder,
            environment=self._environment(),
            mounts={**self._ground.mounts, **self._programs, **self._volumes()},
            user=PROXY_USER,
        )

    def _volumes(self) -> dict[Path, Path]:
        """What else is mounted into its pod: nothing."""
        return {}

    def _environment(self) -> dict[str, str]:
        proxy_config = {
            "discoveryAddress": istiod.DISCOVERY_ADDRESS,
            "binaryPath": str(self._envoy),
            "configPath": str(self._folder),
            "proxyStatsMatcher": _ALL_STATS,
        }
        return {
            "POD_NAME": self.pod.name,
            "POD_NAMESPACE": self.pod.namespace,
            "INSTANCE_IP": self.host.address,
            "SERVICE_ACCOUNT": self.pod.service_account,
            "CA_ADDR": istiod.DISCOVERY_ADDRESS,
            "PILOT_CERT_PROVIDER": "istiod",
            "JWT_POLICY": "third-party-jwt",
            "ISTIO_META_CLUSTER_ID": "Kubernetes",
            "ISTIO_METAJSON_LABELS": json.dumps(dict(self.pod.labels)),
            "PROXY_CONFIG": json.dumps(proxy_config),
        }


def _address(entry: Mapping[str, Any]) -> str:
    socket_address = entry["address"]["socket_address"]
    return f"{socket_address['address']}:{socket_address['port_value']}"
