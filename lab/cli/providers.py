"""Start the hosted providers that a folder of YAML expects, and supply their keys to the gateway."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lab.apps.hosted_provider import HostedProvider
from lab.cluster import manifests
from lab.cluster.volumes import MOUNT_POINT, sds_secret
from lab.environment import Lab

_VARIABLE = re.compile(r"%ENVIRONMENT\((\w+)\)%")
_SECRET_FILE = re.compile(rf'{MOUNT_POINT}/secrets/([^/"]+)/([^/"]+)"')


def variables(path: Path) -> dict[str, str]:
    """A value for every environment variable of the gateway that the YAML names."""
    names = {name for file in manifests.files(path) for name in _VARIABLE.findall(file.read_text())}
    return {name: f"value-of-{name}" for name in sorted(names)}


def start_providers(lab: Lab, path: Path) -> list[HostedProvider]:
    """Mount the Secrets with keys, and start a provider for every external host that is reached by TLS."""
    items = manifests.objects(path)
    for volume, file in sorted(set(_SECRET_FILE.findall(json.dumps(items)))):
        lab.gateway.volumes.write(volume, {file: sds_secret(f"key-in-{volume}")})
    return [
        lab.provider(item["metadata"]["name"], hosts=[address], base_path=_base_path(items, item["spec"]["hosts"][0]))
        for address, item in providers(items).items()
    ]


def providers(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Every external host that is reached by TLS, with the first ServiceEntry that names it."""
    return {address: item for item in reversed(items) for address in _tls_hosts(items, item)}


def _tls_hosts(items: list[dict[str, Any]], entry: dict[str, Any]) -> Iterator[str]:
    hosts = {item["spec"]["host"] for item in items if item["kind"] == "DestinationRule" and _is_tls(item)}
    if entry["kind"] == "ServiceEntry" and hosts & set(entry["spec"]["hosts"]):
        yield from (endpoint["address"] for endpoint in entry["spec"]["endpoints"])


def _is_tls(rule: dict[str, Any]) -> bool:
    return bool(rule["spec"].get("trafficPolicy", {}).get("tls", {}).get("mode", "DISABLE") != "DISABLE")


def _base_path(items: list[dict[str, Any]], host: str) -> str:
    """The path prefix that the routes to a host replace /v1 with."""
    for item in items:
        for route in item["spec"].get("http", ()) if item["kind"] == "VirtualService" else ():
            destinations = {entry["destination"]["host"] for entry in route.get("route", ())}
            path = route.get("rewrite", {}).get("uriRegexRewrite", {}).get("rewrite")
            if host in destinations and path:
                return str(path).rstrip("/")
    return "/v1"
