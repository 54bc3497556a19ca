"""The LlmGateway for a number of APIs, with its patches and without them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from bench.measuring.apis import synthesize
from bench.measuring.scale.configuration import size
from bench.measuring.scale.llm_apis import GATEWAY, Api
from lab.cluster import manifests
from lab.istio.gateway import GatewaySpec
from llm_api_mesh import Certificate, ExistingPods, LlmGateway, MeshApp

_LABELS = {"gateway": GATEWAY.name}

PODS = GatewaySpec(f"{GATEWAY.name}-istio", GATEWAY.namespace, _LABELS)
"""The gateway's pod."""

# What makes the gateway more than Gateways, slots and lists of slots.
_PATCHES = ("EnvoyFilter", "AuthorizationPolicy")


class Hosts(StrEnum):
    """How the gateway lists the hosts of the APIs, each entry with its own certificate."""

    WILDCARDS = "wildcards"
    SINGLE = "single hosts"


def listed(hosts: Hosts, apis: Sequence[Api]) -> dict[str, list[str]]:
    """The gateway's hosts, by namespace."""
    found: dict[str, list[str]] = {}
    for api in apis:
        entry = api.wildcard if hosts is Hosts.WILDCARDS else api.host
        entries = found.setdefault(api.namespace, [])
        if entry not in entries:
            entries.append(entry)
    return found


def secret_name(entry: str) -> str:
    """The Secret with the certificate of an entry."""
    return entry.replace("*", "any").replace(".", "-")


@dataclass(frozen=True)
class Files:
    """The gateway's objects: what a gateway without patches has, and the patches."""

    plain: Path
    patches: Path
    largest_object: int
    """Bytes of the largest object, as JSON."""


def write(folder: Path, hosts: Hosts, apis: Sequence[Api]) -> Files:
    """Write the gateway's objects to two files of a folder."""
    entries = listed(hosts, apis)
    app = MeshApp(outdir=folder / "written")
    LlmGateway(
        app,
        GATEWAY.name,
        namespace=GATEWAY.namespace,
        hosts=entries,
        certificates=[
            Certificate(credential_name=secret_name(entry), hosts=[entry]) for own in entries.values() for entry in own
        ],
        pods=ExistingPods(selector=_LABELS, service_account=PODS.name),
        anonymous=True,
    )
    synthesize(app)
    items = manifests.objects(folder / "written")
    patches = [item for item in items if item["kind"] in _PATCHES]
    plain = [item for item in items if item["kind"] not in _PATCHES]
    return Files(
        plain=_write(folder / "plain.yaml", plain),
        patches=_write(folder / "patches.yaml", patches),
        largest_object=max(map(size, items)),
    )


def _write(path: Path, items: Sequence[dict[str, Any]]) -> Path:
    path.write_text(yaml.safe_dump_all(items))
    return path
