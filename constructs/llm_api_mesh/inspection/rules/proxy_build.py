"""Extensions in EnvoyFilters that Istio's proxy build doesn't have.

istiod accepts nearly all extensions of Envoy, because it knows their types. A proxy without the extension refuses the
whole listener, route or cluster that configures it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules.fields import Object, mapping_at, value_at, values_at
from llm_api_mesh.releases import IstioRelease

_DATA = Path(__file__).parent / "data"

# Patches whose value is an extension, even if it has only a name and no configuration.
_EXTENSION_POINTS = ("HTTP_FILTER", "NETWORK_FILTER", "LISTENER_FILTER", "EXTENSION_CONFIG")

# Configurations that name another type.
_STRUCTS = ("udpa.type.v1.TypedStruct", "xds.type.v3.TypedStruct")

# Parts of every Envoy, which are no extensions.
_CORE_NAMES = frozenset({"envoy.filters.http.match_delegate", "envoy.filters.http.upstream_codec"})
_CORE_PACKAGES = frozenset(
    {
        "envoy.extensions.common.matching.v3",
        "envoy.extensions.filters.common.matcher.action.v3",
        "envoy.extensions.filters.http.upstream_codec.v3",
        "envoy.extensions.request_id.uuid.v3",
        "envoy.extensions.upstreams.http.generic.v3",
        "envoy.extensions.upstreams.http.v3",
        "envoy.extensions.upstreams.tcp.generic.v3",
        "envoy.extensions.upstreams.tcp.v3",
        "google.protobuf",
    }
)
_CORE_PREFIXES = ("envoy.config.", "envoy.type.", "udpa.type.", "xds.type.")


@dataclass(frozen=True, kw_only=True)
class Extension:
    """An extension that an EnvoyFilter configures, with its name, the type of its configuration, or both."""

    path: str
    name: str = ""
    type: str = ""


def find(item: Object, release: IstioRelease) -> Iterator[Problem]:
    """Find them in an EnvoyFilter."""
    for extension in used(item):
        if not has(extension, release):
            yield Problem(
                extension.path,
                "extension-missing",
                f"Istio's proxy {release} doesn't have {extension.type or extension.name}, so it refuses the whole "
                "listener, route or cluster and keeps its old configuration",
                "an extension of Istio's proxy build",
            )


def used(item: Object) -> list[Extension]:
    """Return every extension in an EnvoyFilter."""
    found: list[Extension] = []
    for path, patch in values_at(item, "spec.configPatches[]"):
        value, here = value_at(patch, "patch.value"), f"{path}.patch.value"
        named = isinstance(value, Mapping) and "name" in value and not (_config(value) or _discovered(value))
        if named and value_at(patch, "applyTo") in _EXTENSION_POINTS:
            found.append(Extension(path=here, name=str(value["name"])))
        found += _in_value(here, value)
    return found


def has(extension: Extension, release: IstioRelease) -> bool:
    """Return whether the proxies of a release have an extension."""
    # Envoy identifies an extension by its type, if there is one. The name of a second filter of a type is free.
    if extension.type:
        return has_type(extension.type, release)
    return not extension.name or extension.name in _names(release) | _CORE_NAMES


def has_type(kind: str, release: IstioRelease) -> bool:
    """Return whether the proxies of a release know a type."""
    package = kind.rpartition(".")[0]
    return package in _packages(release) or kind.startswith(_CORE_PREFIXES)


def _in_value(path: str, value: Any) -> Iterator[Extension]:
    if isinstance(value, list):
        for index, entry in enumerate(value):
            yield from _in_value(f"{path}[{index}]", entry)
    if not isinstance(value, Mapping):
        return
    config = _config(value)
    if config:
        yield Extension(path=path, name=str(value.get("name", "")), type=_type(config))
    elif "@type" in value:
        yield Extension(path=path, type=_type(value))
    for kind in _discovered(value):
        yield Extension(path=path, name=str(value.get("name", "")), type=str(kind).rpartition("/")[2])
    for name, entry in value.items():
        # The type of the configuration has already been yielded, with its name.
        inner = {key: part for key, part in entry.items() if key != "@type"} if entry is config else entry
        yield from _in_value(f"{path}.{name}", inner)


def _config(value: Mapping[str, Any]) -> Object:
    return mapping_at(value, "typed_config") or mapping_at(value, "typedConfig")


def _discovered(value: Mapping[str, Any]) -> Sequence[Any]:
    """Return the types of a configuration that the proxy gets apart from the value."""
    discovery = mapping_at(value, "config_discovery") or mapping_at(value, "configDiscovery")
    return [kind for field in ("type_urls", "typeUrls") for _, kind in values_at(discovery, f"{field}[]")]


def _type(config: Mapping[str, Any]) -> str:
    kind = str(config.get("@type", "")).rpartition("/")[2]
    if kind in _STRUCTS:
        kind = str(config.get("type_url", config.get("typeUrl", ""))).rpartition("/")[2]
    return kind


@cache
def _names(release: IstioRelease) -> frozenset[str]:
    return frozenset(_lines(f"istio-proxy-{release}-extensions.txt"))


@cache
def _packages(release: IstioRelease) -> frozenset[str]:
    """Return packages, because an extension has more types than the one of its configuration."""
    listed = [line.split() for line in _lines("envoy-1.39-types.txt")]
    own = {kind.rpartition(".")[0] for name, *kinds in listed if name in _names(release) for kind in kinds}
    unlisted = [line.split() for line in _lines("packages.txt")]
    return (
        _CORE_PACKAGES
        | own
        | {package for name, *packages in unlisted if name in _names(release) for package in packages}
    )


def _lines(file: str) -> list[str]:
    return [line for line in (_DATA / file).read_text().splitlines() if not line.startswith("#")]
