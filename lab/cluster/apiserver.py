"""The lab's Kubernetes: a real API server and a real etcd, without any other component of a cluster.

No kubelet, scheduler or controller runs. The lab writes the objects that it needs from those: Pods with an address, and
EndpointSlices.
"""

from __future__ import annotations

import secrets
import ssl
import subprocess
from http import HTTPStatus
from pathlib import Path

import yaml

from lab import limits
from lab.machine.connection import Connection
from lab.machine.network import Host
from lab.machine.processes import Process, Program
from lab.tools import cache
from lab.tools.versions import KUBERNETES
from lab.waits import wait_for

PORT = 6443

_SERVICE_ADDRESSES = "10.96.0.0/16"
_ISSUER = "https://kubernetes.default.svc"


class ApiServer:
    """The API server with its etcd."""

    def __init__(self, hub: Host, folder: Path, mounts: dict[Path, Path], *, roles: bool = False) -> None:
        """Prepare keys and files; `start` runs the server.

        With `roles`, it authorizes requests by Roles, as in a cluster. The lab's own user has all rights.
        """
        self.hub = hub
        self.folder = folder / "apiserver"
        self.folder.mkdir()
        self.kubeconfig = self.folder / "kubeconfig"
        self.token = secrets.token_hex(16)
        self._mounts = mounts
        self._roles = roles
        self._etcd: Process | None = None
        self._server: Process | None = None
        self._write_credentials()

    @property
    def certificate(self) -> Path:
        """The certificate that the server makes for itself and that its clients trust."""
        return self.folder / "certificates" / "apiserver.crt"

    def start(self) -> None:
        """Start etcd, unless it is running, and the API server, and wait until that is ready."""
        if self._etcd is None:
            self._etcd = Process(self._etcd_program())
        self._server = Process(self._server_program())
        self._write_kubeconfig()
        wait_for("the API server's readiness", self._ready, limits.START_SECONDS)

    def kill(self) -> None:
        """Kill the API server; etcd keeps the objects for the next start."""
        if self._server:
            self._server.kill()

    def connection(self) -> Connection:
        """A new connection for the lab's client."""
        trust = ssl.create_default_context(cafile=str(self.certificate))
        return Connection(self.hub.namespace, self.hub.address, PORT, tls=trust)

    def _ready(self) -> bool:
        for process in (self._etcd, self._server):
            if process:
                process.require_running()
        if not self.certificate.exists():
            return False
        connection = self.connection()
        try:
            connection.request("GET", "/readyz", headers={"authorization": f"Bearer {self.token}"})
            return connection.getresponse().status == HTTPStatus.OK
        finally:
            connection.close()

    def _write_credentials(self) -> None:
        (self.folder / "tokens.csv").write_text(f'{self.token},lab,lab,"system:masters"\n')
        openssl = str(cache.debian("openssl", "openssl"))
        key = self.folder / "service-account.key"
        subprocess.run([openssl, "genrsa", "-out", str(key)], check=True, capture_output=True)

    def _write_kubeconfig(self) -> None:
        server = f"https://{self.hub.address}:{PORT}"
        cluster = {"server": server, "certificate-authority": str(self.certificate)}
        config = {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": "lab", "cluster": cluster}],
            "users": [{"name": "lab", "user": {"token": self.token}}],
            "contexts": [{"name": "lab", "context": {"cluster": "lab", "user": "lab"}}],
            "current-context": "lab",
        }
        self.kubeconfig.write_text(yaml.safe_dump(config))

    def _etcd_program(self) -> Program:
        client, peer = "http://127.0.0.1:2379", "http://127.0.0.1:2380"
        return Program(
            name="etcd",
            arguments=(
                str(cache.debian("etcd", "etcd-server")),
                f"--data-dir={self.folder / 'etcd'}",
                f"--listen-client-urls={client}",
                f"--advertise-client-urls={client}",
                f"--listen-peer-urls={peer}",
                f"--initial-advertise-peer-urls={peer}",
                f"--initial-cluster=default={peer}",
            ),
            namespace=self.hub.namespace,
            folder=self.folder,
            mounts=self._mounts,
        )

    def _server_program(self) -> Program:
        key = self.folder / "service-account.key"
        return Program(
            name="kube-apiserver",
            arguments=(
                str(cache.program(KUBERNETES, "kube-apiserver")),
                "--etcd-servers=http://127.0.0.1:2379",
                f"--bind-address={self.hub.address}",
                f"--advertise-address={self.hub.address}",
                f"--secure-port={PORT}",
                f"--cert-dir={self.certificate.parent}",
                f"--token-auth-file={self.folder / 'tokens.csv'}",
                f"--service-account-key-file={key}",
                f"--service-account-signing-key-file={key}",
                f"--service-account-issuer={_ISSUER}",
                f"--service-cluster-ip-range={_SERVICE_ADDRESSES}",
                f"--authorization-mode={'RBAC' if self._roles else 'AlwaysAllow'}",
                # The lab has no kubelet, which would mount tokens into Pods.
                "--disable-admission-plugins=ServiceAccount",
                # The lease of a killed server would delay the start of the next one.
                "--endpoint-reconciler-type=none",
            ),
            namespace=self.hub.namespace,
            folder=self.folder,
            mounts=self._mounts,
        )
