"""A proxy: Istio's pilot-agent with Envoy, as in a Pod, and a reader of its admin interface."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from lab import limits
from lab.cluster.client import Ref
from lab.cluster.context import LabContext
from lab.cluster.pods import Pod
from lab.istio import istiod
from lab.machine.connection import fetch, fetch_json
from lab.machine.network import Host
from lab.machine.processes import Process, Program
from lab.tools import cache
from lab.tools.versions import ISTIO
from lab.waits import wait_for

# The user of Istio's proxies. The iptables rules of a sidecar's host don't redirect this user's packets.
PROXY_USER = 1337

_ADMIN_PORT = 15000


class Proxy:
    """One proxy, router or sidecar, and a reader of its admin interface."""

    def __init__(
        self,
        kind: str,
        context: LabContext,
        host: Host,
        pod: Pod,
        *,
        environment: Mapping[str, str] | None = None,
        volumes: Mapping[Path, Path] | None = None,
        proxy_config: Mapping[str, object] | None = None,
    ) -> None:
        """Prepare a `router` or a `sidecar` for a Pod on its host, with its container's variables and volumes.

        `start` runs the proxy.
        """
        self.host = host
        self.pod = pod
        self._context = context
        self._kind = kind
        self._variables = environment or {}
        self._volumes = volumes or {}
        self._proxy_config = proxy_config or {}
        self._folder = context.new_folder(f"{host.name}-proxy")
        self._process: Process | None = None
        # Mount points for programs in the home of the lab's user, which the proxy's user can't enter.
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
        """The name of the proxy in istiod's debug pages."""
        return f"{self.pod.name}.{self.pod.namespace}"

    def start(self) -> None:
        """Write the token and the root certificate of its service account, and start it."""
        self._write_credentials()
        self._process = Process(self._program())

    def kill(self) -> None:
        """Kill agent and Envoy at once."""
        if self._process:
            self._process.kill()

    def terminate(self) -> None:
        """Have it end as a kubelet does when the Pod is deleted: the agent gets a signal, and decides when to end."""
        assert self._process
        self._process.terminate()

    @property
    def running(self) -> bool:
        """Whether the agent still runs."""
        return self._process is not None and self._process.running

    def wait_ready(self) -> None:
        """Wait until Envoy has its first configuration."""
        wait_for(f"the readiness of {self.pod.name}'s proxy", self._ready, limits.START_SECONDS)

    def server_info(self) -> dict[str, Any]:
        """The version, the state and the command line of Envoy."""
        info: dict[str, Any] = fetch_json(self.host.namespace, _ADMIN_PORT, "/server_info")
        return info

    def config_dump(self, resource: str) -> list[dict[str, Any]]:
        """One resource of its configuration dump, such as `dynamic_route_configs`."""
        dump = fetch_json(self.host.namespace, _ADMIN_PORT, f"/config_dump?resource={resource}")
        configs: list[dict[str, Any]] = dump.get("configs", [])
        return configs

    def whole_config(self) -> Any:
        """Its whole configuration dump, with the endpoints."""
        return fetch_json(self.host.namespace, _ADMIN_PORT, "/config_dump?include_eds")

    def cluster_statuses(self) -> Any:
        """What it knows of the addresses of each cluster; it keeps these numbers, whatever statistics it keeps."""
        return fetch_json(self.host.namespace, _ADMIN_PORT, "/clusters?format=json")

    def routes(self) -> list[dict[str, Any]]:
        """The virtual hosts of all its route configurations."""
        configs = self.config_dump("dynamic_route_configs")
        return [virtual_host for config in configs for virtual_host in config["route_config"].get("virtual_hosts", [])]

    def clusters(self) -> dict[str, dict[str, Any]]:
        """Its clusters, by name, as istiod has configured them."""
        configs = self.config_dump("dynamic_active_clusters")
        return {config["cluster"]["name"]: config["cluster"] for config in configs}

    def endpoints(self, cluster: str) -> dict[str, str]:
        """The addresses of a cluster with their health, such as `{"10.77.0.4:8080": "HEALTHY"}`."""
        entries = self._statuses().get(cluster, [])
        return {_address(entry): entry["health_status"].get("eds_health_status", "HEALTHY") for entry in entries}

    def connections(self, address: str) -> int:
        """The number of its connections to an address, over all clusters."""
        return sum(
            _stat(entry, "cx_active")
            for cluster in self._statuses().values()
            for entry in cluster
            # A Unix socket has no socket_address.
            if entry["address"].get("socket_address", {}).get("address") == address
        )

    def open_requests(self, cluster: str) -> int:
        """The number of its requests to a cluster that have no complete answer yet."""
        return sum(_stat(entry, "rq_active") for entry in self._statuses()[cluster])

    def ejected(self, cluster: str) -> int:
        """The number of a cluster's addresses that outlier detection has ejected."""
        return sum("failed_outlier_check" in entry["health_status"] for entry in self._statuses()[cluster])

    def stats(self, name_regex: str = "") -> dict[str, int]:
        """Its counters and gauges whose names match, of those that it keeps: Istio's defaults, and what was added."""
        path = f"/stats?format=json&filter={quote(name_regex)}"
        entries = fetch_json(self.host.namespace, _ADMIN_PORT, path)["stats"]
        return {entry["name"]: entry["value"] for entry in entries if isinstance(entry.get("value"), int)}

    def drained(self) -> dict[str, int]:
        """The counters that grow when a change of a listener ends streams."""
        names = ("listener_in_place_updated", "listener_removed", "total_filter_chains_draining")
        found = self.stats(rf"^listener_manager\.({'|'.join(names)})$")
        return {name: found[f"listener_manager.{name}"] for name in names}

    def logs(self) -> list[str]:
        """The lines that pilot-agent and Envoy have printed, with those of the access log."""
        if not self._process:
            return []
        return self._process.log.read_text(errors="replace").splitlines()

    def warming(self) -> int:
        """The number of listeners and clusters that it has accepted but doesn't use yet."""
        gauges = r"^(listener_manager\.total_listeners_warming|cluster_manager\.warming_clusters)$"
        return sum(self.stats(gauges).values())

    def rejections(self) -> dict[str, int]:
        """Its counters of rejected clusters and listeners, by name, without zeros; istiod counts all rejections."""
        return {name: count for name, count in self.stats(r"update_rejected$").items() if count}

    def _statuses(self) -> dict[str, list[dict[str, Any]]]:
        """The addresses of each cluster, by its name."""
        statuses = self.cluster_statuses()["cluster_statuses"]
        return {cluster["name"]: cluster.get("host_statuses", []) for cluster in statuses}

    def _ready(self) -> bool:
        assert self._process
        self._process.require_running()
        return fetch(self.host.namespace, _ADMIN_PORT, "/ready").strip() == b"LIVE"

    def _write_credentials(self) -> None:
        cluster = self._context.cluster
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
            arguments=(str(self._agent), *self._arguments()),
            namespace=self.host.namespace,
            folder=self._folder,
            environment=self._environment(),
            mounts={**self._context.mounts, **self._programs, **self._volumes},
            user=PROXY_USER,
        )

    def _arguments(self) -> list[str]:
        return [
            *("proxy", self._kind),
            f"--domain={self.pod.namespace}.svc.cluster.local",
            f"--templateFile={self._template}",
        ]

    def _environment(self) -> dict[str, str]:
        proxy_config = {
            "discoveryAddress": istiod.DISCOVERY_ADDRESS,
            "binaryPath": str(self._envoy),
            "configPath": str(self._folder),
            # One worker: each worker balances on its own, so only with one are the shares exact.
            "concurrency": 1,
            **self._proxy_config,
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
            **self._variables,
        }


def _stat(entry: Mapping[str, Any], name: str) -> int:
    return sum(int(stat.get("value", 0)) for stat in entry.get("stats", []) if stat["name"] == name)


def _address(entry: Mapping[str, Any]) -> str:
    socket_address = entry["address"]["socket_address"]
    return f"{socket_address['address']}:{socket_address['port_value']}"
