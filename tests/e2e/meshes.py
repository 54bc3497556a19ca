"""A mesh of one's own for a test that needs a setting which the meshes under test don't have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lab.app import App
from lab.environment import Lab
from llm_api_mesh import LlmApiMesh, MeshApp, Pool

from cdk8s import JsonPatch


def host_of(name: str) -> str:
    """The host by which clients reach a mesh of this name."""
    return f"{name}.example.com"


def cluster_of(name: str, subset: str = "", port: int = 80) -> str:
    """The name of the Envoy cluster of a mesh of this name."""
    return f"outbound|{port}|{subset}|{name}.{name}.svc.cluster.local"


@contextmanager
def applied(
    lab: Lab,
    folder: Path,
    name: str,
    *,
    pool: Mapping[str, Any] | None = None,
    patch: JsonPatch | None = None,
    **options: Any,
) -> Iterator[None]:
    """Declare a mesh in a namespace of its name, and apply what the construct makes of it; delete it afterwards."""
    app = MeshApp(outdir=folder / name)
    plain = {
        "namespace": name,
        "hosts": [host_of(name)],
        "backend": Pool(**{"selector": {"app": name}, **(pool or {})}),
    }
    mesh = LlmApiMesh(app, name, **{**plain, **options})
    if patch:
        mesh.virtual_service.add_json_patch(patch)
    app.synth()
    lab.apply(folder / name)
    try:
        yield
    finally:
        lab.delete(folder / name)


@contextmanager
def mesh(
    lab: Lab,
    folder: Path,
    name: str,
    *,
    replicas: int = 3,
    sidecar: bool = False,
    simulator: Mapping[str, float] | None = None,
    **options: Any,
) -> Iterator[App]:
    """Apply a mesh with an app of one version behind it; remove both afterwards."""
    with applied(lab, folder, name, **options):
        app = lab.app(
            name, namespace=name, labels={"app": name}, replicas=replicas, sidecar=sidecar, simulator=simulator
        )
        yield app
        lab.remove(app)
