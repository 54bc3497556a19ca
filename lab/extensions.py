"""Whether Istio's own proxy build has what an EnvoyFilter configures.

The lab's Envoy is the release build, and Istio's has fewer extensions: what isn't in Istio's list would
be accepted here and refused by every proxy of a user.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lab import manifests
from lab.cluster import Object

_DATA = Path(__file__).parent / "data"
_TYPES = _DATA / "envoy-1.39-types.txt"

# Patches whose value is an extension, also where it has a name and no configuration.
_EXTENSION_POINTS = ("HTTP_FILTER", "NETWORK_FILTER", "LISTENER_FILTER", "EXTENSION_CONFIG")

# Configurations by which another type is said.
_STRUCTS = ("udpa.type.v1.TypedStruct", "xds.type.v3.TypedStruct")

# The types of Istio's own extensions, which the lab's Envoy doesn't have and so can't list.
_ISTIOS = {
    "envoy.filters.http.peer_metadata": ("io.istio.http.peer_metadata.Config",),
    "envoy.filters.network.metadata_exchange": ("envoy.tcp.metadataexchange.config.MetadataExchange",),
}

# Parts of every Envoy, and no extensions.
_CORE = ("envoy.filters.http.upstream_codec",)
_CORE_TYPES = (
    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
    "envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec",
)


@dataclass(frozen=True)
class Extension:
    """An extension that an EnvoyFilter configures: by its name, its configuration's type, or both."""

    origin: str
    name: str = ""
    type: str = ""


def outside(path: Path, release: str) -> list[Extension]:
    """The extensions in the EnvoyFilters of a file or folder that Istio's proxy of a release doesn't have."""
    return [found for found in used(path) if not _has(release, found)]


def used(path: Path) -> list[Extension]:
    """Every extension in the EnvoyFilters of a file or folder."""
    filters = [item for item in manifests.objects(path) if item["kind"] == "EnvoyFilter"]
    return [found for item in filters for found in _in_filter(item)]


def _has(release: str, extension: Extension) -> bool:
    names = _names(release)
    if extension.type:
        types = {kind for name in names for kind in (*_types().get(name, ()), *_ISTIOS.get(name, ()))}
        if extension.type not in types.union(_CORE_TYPES):
            return False
        # The type is what Envoy goes by; a second filter of a kind may be called as one likes.
        if not extension.name.startswith("envoy."):
            return True
    return not extension.name or extension.name in names.union(_CORE)


def _in_filter(item: Object) -> Iterator[Extension]:
    origin = f"{item['metadata'].get('namespace', 'default')}/{item['metadata']['name']}"
    for patch in item["spec"].get("configPatches", ()):
        value = patch.get("patch", {}).get("value", {})
        if patch.get("applyTo") in _EXTENSION_POINTS and "name" in value and not _config(value):
            yield Extension(origin, name=value["name"])
        yield from _in_value(origin, value)


def _in_value(origin: str, value: Any) -> Iterator[Extension]:
    if isinstance(value, list):
        for entry in value:
            yield from _in_value(origin, entry)
    if not isinstance(value, dict):
        return
    config = _config(value)
    if config:
        yield Extension(origin, value.get("name", ""), _type(config))
    elif "@type" in value:
        yield Extension(origin, type=_type(value))
    for entry in value.values():
        # The configuration's own type has just been given, with its name.
        inner = {name: part for name, part in entry.items() if name != "@type"} if entry is config else entry
        yield from _in_value(origin, inner)


def _config(value: dict[str, Any]) -> Any:
    return value.get("typed_config") or value.get("typedConfig")


def _type(config: dict[str, Any]) -> str:
    kind = str(config.get("@type", "")).rpartition("/")[2]
    if kind in _STRUCTS:
        kind = str(config.get("type_url", config.get("typeUrl", ""))).rpartition("/")[2]
    return kind


@cache
def _names(release: str) -> frozenset[str]:
    return frozenset(_lines(_DATA / f"istio-proxy-{release}-extensions.txt"))


@cache
def _types() -> dict[str, list[str]]:
    return {name: kinds for name, *kinds in (line.split() for line in _lines(_TYPES))}


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text().splitlines() if not line.startswith("#")]
