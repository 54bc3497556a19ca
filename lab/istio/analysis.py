"""Run `istioctl analyze`."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lab.cluster import manifests
from lab.cluster.apiserver import ApiServer
from lab.cluster.client import Object
from lab.errors import LabError
from lab.machine import namespaces
from lab.tools import cache
from lab.tools.versions import ISTIO


@dataclass(frozen=True)
class Message:
    """One message of analyze."""

    code: str
    level: str
    origin: str
    text: str


def analyze(path: Path) -> list[Message]:
    """Analyze a file or folder without a cluster."""
    return _run((), path, "--use-kube=false")


def analyze_in_cluster(server: ApiServer, path: Path) -> list[Message]:
    """Analyze the objects of a file or folder together with those of the cluster.

    Apply the objects first: analyze reads Services and Pods only from the cluster. Messages about other objects of the
    cluster are left out.
    """
    prefix = namespaces.entering(server.hub.namespace)
    return _run(prefix, path, f"--kubeconfig={server.kubeconfig}")


def _run(prefix: tuple[str, ...], path: Path, *flags: str) -> list[Message]:
    done = subprocess.run(
        [
            *prefix,
            str(cache.program(ISTIO, "istioctl")),
            *("analyze", "--output=json", *flags),
            # By default analyze only reads objects of the current namespace.
            "--all-namespaces",
            *map(str, manifests.files(path)),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        entries = json.loads(done.stdout)
    except ValueError:
        raise LabError(f"istioctl analyze: {done.stderr.strip() or done.stdout}") from None
    origins = {_origin(item) for item in manifests.objects(path)}
    return [
        Message(entry["code"], entry["level"], entry["origin"], entry["message"])
        for entry in entries
        if entry["origin"] in origins
    ]


def _origin(item: Object) -> str:
    metadata = item["metadata"]
    return f"{item['kind']} {metadata.get('namespace', 'default')}/{metadata['name']}"
