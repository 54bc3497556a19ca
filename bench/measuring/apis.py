"""APIs that are compared with each other, applied only while they are measured."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import yaml

from bench.measuring.client import Target
from lab.cluster import manifests
from lab.environment import Lab
from llm_api_mesh import LlmApiMesh, MeshApp

NAMESPACE = "bench"

# In the lab the gateway logs every request, for tests. Istio's default, and that of the construct, is no access log.
_NO_ACCESS_LOG = {
    "apiVersion": "telemetry.istio.io/v1",
    "kind": "Telemetry",
    "metadata": {"name": "no-access-log", "namespace": "istio-system"},
    "spec": {"accessLogging": [{"providers": [{"name": "envoy"}], "disabled": True}]},
}


def without_access_log(lab: Lab) -> None:
    """Turn off the access logs of all proxies, until the end of the lab."""
    file = lab.state.folder / "no-access-log.yaml"
    file.write_text(yaml.safe_dump(_NO_ACCESS_LOG))
    lab.apply(file)


def synthesize(app: MeshApp) -> None:
    """Write the YAML and drop the checklist, because stdout is for the result."""
    with redirect_stdout(StringIO()):
        app.synth()


@contextmanager
def applied(lab: Lab, name: str, *, without: str = "", **options: Any) -> Iterator[Target]:
    """Apply one API without the objects whose names end with a suffix, and delete it afterwards."""
    folder = lab.state.folder / f"mesh-{name}"
    host = f"{name}.example.com"
    app = MeshApp(outdir=folder / "written")
    LlmApiMesh(app, name, namespace=NAMESPACE, hosts=[host], **options)
    synthesize(app)
    file = _write(folder, without)
    lab.apply(file)
    try:
        yield Target(lab.hub.namespace, lab.gateway.host.address, 80, host)
    finally:
        lab.delete(file)


def _write(folder: Path, without: str) -> Path:
    """Write the applied objects; a suffix must match one of them."""
    items = manifests.objects(folder / "written")
    kept = [item for item in items if not (without and item["metadata"]["name"].endswith(without))]
    if without and len(kept) == len(items):
        raise ValueError(f"no object is called {without}")
    file = folder / "applied.yaml"
    file.write_text(yaml.safe_dump_all(kept))
    return file
