"""Start the backends that a folder of YAML expects: an app for each Service, or for each of its subsets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lab.apps.app import App
from lab.cluster import manifests
from lab.environment import Lab


def start_backends(lab: Lab, path: Path, replicas: int) -> list[App]:
    """Start replicas for every Service with a selector, or for each subset that a DestinationRule defines."""
    items = manifests.objects(path)
    return [
        lab.app(
            "-".join([service["metadata"]["name"], *subset]),
            namespace=service["metadata"].get("namespace", "default"),
            labels={**service["spec"]["selector"], **labels},
            port=service["spec"]["ports"][0]["targetPort"],
            replicas=replicas,
        )
        for service in items
        if service["kind"] == "Service" and service["spec"].get("selector")
        for subset, labels in _subsets(service, items)
    ]


def hosts(path: Path) -> list[str]:
    """The hosts by which clients outside of the mesh reach the folder's APIs."""
    specs = [item["spec"] for item in manifests.objects(path) if item["kind"] == "VirtualService"]
    # Delegates have no hosts, and the gateway `mesh` alone is for callers in the mesh. A second hop repeats hosts.
    outside = [spec for spec in specs if spec.get("gateways", ["mesh"]) != ["mesh"]]
    return list(dict.fromkeys(host for spec in outside for host in spec.get("hosts", ())))


def _subsets(service: dict[str, Any], items: list[dict[str, Any]]) -> Iterator[tuple[list[str], dict[str, str]]]:
    metadata = service["metadata"]
    host = f"{metadata['name']}.{metadata.get('namespace', 'default')}.svc.cluster.local"
    subsets = [
        subset
        for item in items
        if item["kind"] == "DestinationRule" and item["spec"]["host"] == host
        for subset in item["spec"].get("subsets", ())
    ]
    for subset in subsets:
        yield [subset["name"]], subset["labels"]
    if not subsets:
        yield [], {}
