"""``istioctl analyze`` as Istio's users run it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lab import cache, manifests, namespaces
from lab.apiserver import ApiServer
from lab.cluster import Object
from lab.errors import LabError
from lab.versions import ISTIO


@dataclass(frozen=True)
class Message:
    """One thing that analyze has to say."""

    code: str
    level: str
    origin: str
    text: str


def analyze(path: Path) -> list[Message]:
    """What analyze says of a file or folder alone, without any cluster."""
    return _run((), path, "--use-kube=false")


def analyze_in_cluster(server: ApiServer, path: Path) -> list[Message]:
    """What analyze says of the objects of a file or folder, seen together with the cluster.

    They must be applied already: of Services and pods analyze sees only the cluster's. What it
    says of other objects in the cluster is left out.
    """
    enter = namespaces.entering(server.hub.namespace)
    return _run(enter, path, f"--kubeconfig={server.kubeconfig}")


def _run(enter: tuple[str, ...], path: Path, *flags: str) -> list[Message]:
    done = subprocess.run(
        [
            *enter,
            str(cache.program(ISTIO, "istioctl")),
            *("analyze", "--output=json", *flags),
            # Without it analyze says nothing of objects outside the current namespace.
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
