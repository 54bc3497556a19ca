"""What a folder of YAML expects outside of the mesh: hosted providers, and their keys in the gateway's pod."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lab import manifests
from lab.environment import Lab
from lab.provider import Provider
from lab.volumes import MOUNT_POINT, sds_secret

_VARIABLE = re.compile(r"%ENVIRONMENT\((\w+)\)%")
_SECRET_FILE = re.compile(rf'{MOUNT_POINT}/secrets/([^/"]+)/([^/"]+)"')


def variables(path: Path) -> dict[str, str]:
    """A value for every variable of the gateway's environment that the YAML names."""
    names = {name for file in manifests.files(path) for name in _VARIABLE.findall(file.read_text())}
    return {name: f"value-of-{name}" for name in sorted(names)}


def start_outside(lab: Lab, path: Path) -> list[Provider]:
    """Mount the files of keys, and start a provider for every host outside that is reached by TLS."""
    items = manifests.objects(path)
    for volume, file in sorted(set(_SECRET_FILE.findall(json.dumps(items)))):
        lab.gateway.volumes.write(volume, {file: sds_secret(f"key-in-{volume}")})
    return [
        lab.provider(item["metadata"]["name"], hosts=[address], base_path=_base_path(items, item["spec"]["hosts"][0]))
        for address, item in providers(items).items()
    ]


def providers(items: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Each host outside that is reached by TLS, once: with the first ServiceEntry that names it."""
    return {address: item for item in reversed(items) for address in _by_tls(items, item)}


def _by_tls(items: list[dict[str, Any]], entry: dict[str, Any]) -> Iterator[str]:
    hosts = {item["spec"]["host"] for item in items if item["kind"] == "DestinationRule" and _is_tls(item)}
    if entry["kind"] == "ServiceEntry" and hosts & set(entry["spec"]["hosts"]):
        yield from (endpoint["address"] for endpoint in entry["spec"]["endpoints"])


def _is_tls(rule: dict[str, Any]) -> bool:
    return bool(rule["spec"].get("trafficPolicy", {}).get("tls", {}).get("mode", "DISABLE") != "DISABLE")


def _base_path(items: list[dict[str, Any]], host: str) -> str:
    """What the routes to a host put in the place of /v1."""
    for item in items:
        for route in item["spec"].get("http", ()) if item["kind"] == "VirtualService" else ():
            to = {one["destination"]["host"] for one in route.get("route", ())}
            path = route.get("rewrite", {}).get("uriRegexRewrite", {}).get("rewrite")
            if host in to and path:
                return str(path).rstrip("/")
    return "/v1"
