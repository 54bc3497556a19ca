"""APIs for tests that need a setting which the APIs in dist/ don't have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cdk8s import JsonPatch

from e2e.support.folders import MESH
from lab.apps.app import App
from lab.cluster.volumes import sds_secret
from lab.environment import Lab
from llm_api_mesh import LlmApiMesh, MeshApp, Pool
from support.apps import PLAIN_GATEWAY
from support.programs import EXAMPLES, run_program


def host_of(name: str) -> str:
    """The host by which clients reach the API of this name."""
    return f"{name}.example.com"


def cluster_of(name: str, subset: str = "", port: int = 80) -> str:
    """The name of the Envoy cluster of the API of this name."""
    return f"outbound|{port}|{subset}|{name}.{name}.svc.cluster.local"


@contextmanager
def declared(lab: Lab, folder: Path, declare: Callable[[MeshApp], object]) -> Iterator[None]:
    """Apply the YAML of what a function declares; delete it afterwards."""
    app = MeshApp(outdir=folder)
    declare(app)
    app.synth()
    try:
        lab.apply(folder)
        yield
    finally:
        lab.delete(folder)


def mount_keys_of_examples(lab: Lab) -> None:
    """Give the gateway's pods the files with the keys of the examples' providers."""
    for name in ("azure", "hosted"):
        lab.gateway.volumes.write(name, {"key.yaml": sds_secret(f"sk-lab-{name}")})


@contextmanager
def example(lab: Lab, folder: Path, name: str) -> Iterator[Path]:
    """Apply an example; delete it afterwards, and restore objects of dist/ that it may have replaced."""
    written = run_program(EXAMPLES[name], folder)
    try:
        lab.apply(written)
        yield written
    finally:
        lab.delete(written)
        if any((MESH / path.name).exists() for path in written.iterdir()):
            lab.apply(MESH)


def declaration(
    name: str,
    *,
    pool: Mapping[str, Any] | None = None,
    patch: JsonPatch | None = None,
    rule_patch: JsonPatch | None = None,
    **options: Any,
) -> Callable[[MeshApp], object]:
    """Declare an API in a namespace of its name, with the given options and otherwise as simple as possible."""

    def declare(app: MeshApp) -> None:
        plain = {
            "namespace": name,
            "hosts": [host_of(name)],
            "gateway": PLAIN_GATEWAY,
            "backend": Pool(**{"selector": {"app": name}, "target_port": 8080, **(pool or {})}),
        }
        api = LlmApiMesh(app, name, **{**plain, **options})
        if patch:
            api.virtual_service.add_json_patch(patch)
        if rule_patch:
            api.destination_rule.add_json_patch(rule_patch)

    return declare


@contextmanager
def applied(lab: Lab, folder: Path, name: str, **options: Any) -> Iterator[None]:
    """Apply one API, with the options of `declaration`; delete it afterwards."""
    with declared(lab, folder / name, declaration(name, **options)):
        yield


@contextmanager
def api(
    lab: Lab,
    folder: Path,
    name: str,
    *,
    replicas: int = 3,
    port: int = 8080,
    sidecar: bool = False,
    simulator: Mapping[str, float] | None = None,
    **options: Any,
) -> Iterator[App]:
    """Apply an API with an app of one version behind it; remove both afterwards."""
    with (
        applied(lab, folder, name, **options),
        servers(lab, name, replicas=replicas, port=port, sidecar=sidecar, simulator=simulator) as app,
    ):
        yield app


@contextmanager
def servers(lab: Lab, name: str, **options: Any) -> Iterator[App]:
    """Run the app of the API of this name; remove it afterwards."""
    app = lab.app(name, namespace=name, labels={"app": name}, **options)
    try:
        yield app
    finally:
        lab.remove(app)


@contextmanager
def versions(lab: Lab, name: str, labels: Sequence[str]) -> Iterator[None]:
    """Run one replica of each version of an API's app; remove them afterwards."""
    apps = [
        lab.app(f"{name}-{version}", namespace=name, labels={"app": name, "version": version}) for version in labels
    ]
    try:
        yield
    finally:
        lab.remove(*apps)
