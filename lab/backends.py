"""Backends for a folder of YAML: an app for each Service, and for each version of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lab import manifests
from lab.app import App
from lab.environment import Lab


def start_backends(lab: Lab, path: Path, replicas: int) -> list[App]:
    """Start replicas for every Service with a selector, for each subset that a rule defines."""
    items = manifests.objects(path)
    return [
        lab.app(
            "-".join([service["metadata"]["name"], *version]),
            namespace=service["metadata"].get("namespace", "default"),
            labels={**service["spec"]["selector"], **labels},
            port=service["spec"]["ports"][0]["targetPort"],
            replicas=replicas,
        )
        for service in items
        if service["kind"] == "Service" and service["spec"].get("selector")
        for version, labels in _versions(service, items)
    ]


def hosts(path: Path) -> list[str]:
    """The hosts by which clients reach the folder's meshes."""
    specs = [item["spec"] for item in manifests.objects(path) if item["kind"] == "VirtualService"]
    # Neither delegates, which have no hosts, nor routes of callers in the mesh; a second hop repeats the hosts.
    outside = [spec for spec in specs if spec.get("gateways", ["mesh"]) != ["mesh"]]
    return list(dict.fromkeys(host for spec in outside for host in spec.get("hosts", ())))


def _versions(service: dict[str, Any], items: list[dict[str, Any]]) -> Iterator[tuple[list[str], dict[str, str]]]:
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
