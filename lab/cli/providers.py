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

_SECRET_FILE = re.compile(rf'{MOUNT_POINT}/secrets/([^/"]+)/([^/"]+)"')


def start_providers(lab: Lab, path: Path) -> list[HostedProvider]:
    """Mount the Secrets with keys, and start a provider for every external host that is reached by TLS."""
    items = manifests.objects(path)
    for volume, file in sorted(set(_SECRET_FILE.findall(json.dumps(items)))):
        lab.gateway.volumes.write(volume, {file: sds_secret(f"key-in-{volume}")})
    return [
        lab.provider(item["metadata"]["name"], hosts=[address], base_path=base_path(items, address))
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


def base_path(items: list[dict[str, Any]], address: str) -> str:
    """The path that the script on the cluster of a provider writes instead of /v1."""
    texts = "\n".join(_texts([item for item in items if item["kind"] == "EnvoyFilter"]))
    found = re.search(rf'^local ADDRESS = "{re.escape(address)}"\nlocal BASE = "([^"]+)"$', texts, re.MULTILINE)
    return found[1] if found else "/v1"


def _texts(value: Any) -> Iterator[str]:
    """Every text within a value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
