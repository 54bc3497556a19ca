"""Argo CD's repository server and application controller, without its API server and user interface."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lab import limits
from lab.argocd.git_repository import GitRepository
from lab.cluster.apiserver import PORT
from lab.cluster.client import Object, Ref
from lab.cluster.context import LabContext
from lab.machine.processes import Process, Program
from lab.tools import cache
from lab.tools.builder import build
from lab.tools.versions import ARGOCD
from lab.waits import wait_for

NAMESPACE = "argocd"

_REDIS_PORT = 6379
_REPOSITORY_PORT = 8081

# Argo CD reads only configuration with this label.
_PART_OF = {"app.kubernetes.io/part-of": "argocd"}

_SYNC_OPTIONS = [
    "CreateNamespace=true",
    # The default, foreground, waits for the garbage collector, which doesn't run in the lab.
    "PrunePropagationPolicy=background",
]

_REFRESH = "argocd.argoproj.io/refresh"


@dataclass(frozen=True)
class Status:
    """The status of an application in Argo CD."""

    sync: str
    health: str
    revision: str


class ArgoCD:
    """Argo CD in a lab, which syncs into the lab's API server."""

    def __init__(self, context: LabContext) -> None:
        """Start Argo CD."""
        build((ARGOCD,))
        self._context = context
        self._cluster = context.cluster
        self._apiserver = context.apiserver
        self._folder = context.new_folder("argocd")
        for file in ARGOCD.files:
            self._cluster.define(cache.folder(ARGOCD) / file.name)
        self._configure()
        self._processes = [
            self._start("redis", self._redis()),
            self._start("argocd-repo-server", self._repository_server()),
            self._start("argocd-application-controller", self._controller()),
        ]

    def allow(self, project: str, repository: GitRepository, namespace: str, kinds: Sequence[str] = ("*/*",)) -> None:
        """Create a project that may change objects of one namespace and of some kinds, such as `apps/Deployment`."""
        allowed = [{"group": group, "kind": kind} for group, _, kind in (kind.partition("/") for kind in kinds)]
        spec = {
            "sourceRepos": [repository.url],
            "destinations": [{"server": "*", "namespace": namespace}],
            "clusterResourceWhitelist": [],
            "namespaceResourceWhitelist": allowed,
        }
        self._cluster.apply(_project(project, spec))

    def follow(
        self,
        name: str,
        repository: GitRepository,
        *,
        project: str = "default",
        namespace: str = "default",
        include: str = "*",
    ) -> None:
        """Create an application that follows files of a repository, with automated sync, pruning and self-healing."""
        self._cluster.apply(
            {
                "apiVersion": "argoproj.io/v1alpha1",
                "kind": "Application",
                "metadata": {"name": name, "namespace": NAMESPACE},
                "spec": {
                    "project": project,
                    "source": {
                        "repoURL": repository.url,
                        "path": ".",
                        "targetRevision": "main",
                        "directory": {"include": include},
                    },
                    "destination": {"server": self._address(), "namespace": namespace},
                    "syncPolicy": {
                        "automated": {"prune": True, "selfHeal": True},
                        "syncOptions": _SYNC_OPTIONS,
                        # By default, a refused commit is tried again for minutes, and the next one waits for that.
                        "retry": {"limit": 0},
                    },
                },
            }
        )

    def start_application_sets(self) -> None:
        """Start the controller that makes Applications from ApplicationSets."""
        command = (
            str(cache.program(ARGOCD, "argocd")),
            f"--kubeconfig={self._apiserver.kubeconfig}",
            f"--namespace={NAMESPACE}",
            f"--argocd-repo-server=127.0.0.1:{_REPOSITORY_PORT}",
            "--repo-server-plaintext",
            f"--metrics-addr=127.0.0.1:{_REPOSITORY_PORT + 301}",
            f"--probe-addr=127.0.0.1:{_REPOSITORY_PORT + 302}",
            f"--webhook-addr=127.0.0.1:{_REPOSITORY_PORT + 303}",
        )
        self._processes.append(self._start("argocd-applicationset-controller", command))

    def refresh_set(self, name: str) -> None:
        """Let Argo CD look for files now."""
        mark = json.dumps({"metadata": {"annotations": {"argocd.argoproj.io/application-set-refresh": "true"}}})
        self._cluster.kubectl(
            *("patch", "applicationsets.argoproj.io", name, f"--namespace={NAMESPACE}"),
            *("--type=merge", f"--patch={mark}"),
        )

    def leave(self, name: str) -> None:
        """Remove an application, and not its objects."""
        self._cluster.delete(_application(name))

    def status(self, name: str) -> Status:
        """The status of an application."""
        for process in self._processes:
            process.require_running()
        status = self._cluster.get(_application(name)).get("status", {})
        sync = status.get("sync", {})
        health = status.get("health", {}).get("status", "")
        return Status(sync.get("status", ""), health, sync.get("revision", ""))

    def wait_synced(self, name: str, revision: str) -> None:
        """Refresh an application and wait until a commit is synced."""
        wanted = Status("Synced", "Healthy", revision)
        self.refresh(name)
        wait_for(
            f"{name} at {revision[:7]}",
            lambda: self.status(name) == wanted,
            limits.SYNC_SECONDS,
        )

    def wait_refused(self, name: str, revision: str, reason: str) -> None:
        """Refresh an application, and wait until a sync of a commit has failed for a reason. It may be tried again."""
        self.refresh(name)

        def refused() -> bool:
            operation = self._cluster.get(_application(name)).get("status", {}).get("operationState", {})
            return operation.get("operation", {}).get("sync", {}).get("revision") == revision and reason in json.dumps(
                operation
            )

        wait_for(f"the refusal of {name} at {revision[:7]}: {reason}", refused, limits.SYNC_SECONDS)

    def refresh(self, name: str) -> None:
        """Let Argo CD compare repository and cluster now, as its webhook does, instead of at the next poll."""
        mark = json.dumps({"metadata": {"annotations": {_REFRESH: "normal"}}})
        self._cluster.kubectl(
            *("patch", "applications.argoproj.io", name, f"--namespace={NAMESPACE}"),
            *("--type=merge", f"--patch={mark}"),
        )

    def _configure(self) -> None:
        self._cluster.require_namespace(NAMESPACE)
        key = base64.b64encode(secrets.token_bytes(32)).decode()
        trust = base64.b64encode(self._apiserver.certificate.read_bytes()).decode()
        login = {"bearerToken": self._apiserver.token, "tlsClientConfig": {"caData": trust}}
        cluster = {"name": "lab", "server": self._address(), "config": json.dumps(login)}
        everything = {"group": "*", "kind": "*"}
        project = {
            "sourceRepos": ["*"],
            "destinations": [{"server": "*", "namespace": "*"}],
            "clusterResourceWhitelist": [everything],
        }
        for item in (
            _configuration("ConfigMap", "argocd-cm", data={}),
            _configuration("ConfigMap", "argocd-rbac-cm", data={}),
            _configuration("Secret", "argocd-secret", data={"server.secretkey": key}),
            _cluster_secret(cluster),
            _project("default", project),
        ):
            self._cluster.apply(item)

    def _address(self) -> str:
        return f"https://{self._apiserver.hub.address}:{PORT}"

    def _redis(self) -> tuple[str, ...]:
        program = str(cache.debian("redis-server", "redis-server"))
        return (program, f"--port {_REDIS_PORT}", "--bind 127.0.0.1", "--save ''")

    def _repository_server(self) -> tuple[str, ...]:
        return (
            str(cache.program(ARGOCD, "argocd")),
            "--disable-tls",
            "--address=127.0.0.1",
            f"--port={_REPOSITORY_PORT}",
            f"--redis=127.0.0.1:{_REDIS_PORT}",
        )

    def _controller(self) -> tuple[str, ...]:
        return (
            str(cache.program(ARGOCD, "argocd")),
            f"--kubeconfig={self._apiserver.kubeconfig}",
            f"--namespace={NAMESPACE}",
            f"--redis=127.0.0.1:{_REDIS_PORT}",
            f"--repo-server=127.0.0.1:{_REPOSITORY_PORT}",
            "--repo-server-plaintext",
        )

    def _start(self, name: str, arguments: tuple[str, ...]) -> Process:
        return Process(
            Program(
                name=name,
                arguments=arguments,
                namespace=self._apiserver.hub.namespace,
                folder=self._folder,
                environment={
                    "ARGOCD_BINARY_NAME": name,
                    # Argo CD's own cluster is the lab, although no pod runs Argo CD.
                    "ARGOCD_FAKE_IN_CLUSTER": "true",
                    "ARGOCD_GPG_ENABLED": "false",
                    "KUBECONFIG": str(self._apiserver.kubeconfig),
                },
                mounts=self._context.mounts,
            )
        )


def _application(name: str) -> Ref:
    return Ref("Application", NAMESPACE, name)


def _project(name: str, spec: Object) -> Object:
    metadata = {"name": name, "namespace": NAMESPACE}
    return {"apiVersion": "argoproj.io/v1alpha1", "kind": "AppProject", "metadata": metadata, "spec": spec}


def _configuration(kind: str, name: str, data: dict[str, Any]) -> Object:
    metadata = {"name": name, "namespace": NAMESPACE, "labels": _PART_OF}
    return {"apiVersion": "v1", "kind": kind, "metadata": metadata, "data": data}


def _cluster_secret(data: dict[str, str]) -> Object:
    labels = {"argocd.argoproj.io/secret-type": "cluster"}
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "cluster-lab", "namespace": NAMESPACE, "labels": labels},
        "stringData": data,
    }
