"""The check that EnvoyFilters configure only extensions of Istio's build of Envoy."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from lab.cluster import manifests
from llm_api_mesh.inspection.rules.proxy_build import Extension, has
from llm_api_mesh.inspection.rules.proxy_build import used as used_by
from llm_api_mesh.releases import IstioRelease
from support import ROOT
from support.programs import EXAMPLES, golden_yaml, release

LUA = "envoy.extensions.filters.http.lua.v3.Lua"
WEIGHTED = "envoy.extensions.load_balancing_policies.client_side_weighted_round_robin.v3.ClientSideWeightedRoundRobin"
WHERE = "spec.configPatches[0].patch.value"


def used(path: Path) -> list[Extension]:
    """Every extension in the EnvoyFilters of a file or folder."""
    filters = [item for item in manifests.objects(path) if item["kind"] == "EnvoyFilter"]
    return [found for item in filters for found in used_by(item)]


def unsupported(path: Path, release: IstioRelease) -> list[Extension]:
    """The extensions in the EnvoyFilters of a file or folder that Istio's proxy of a release lacks."""
    return [found for found in used(path) if not has(found, release)]


def _typed(name: str, kind: str) -> dict[str, Any]:
    return {"name": name, "typed_config": {"@type": f"type.googleapis.com/{kind}"}}


def _filter(folder: Path, value: object, apply_to: str = "HTTP_FILTER") -> Path:
    """A folder with one EnvoyFilter, which inserts a value."""
    patch = {"operation": "INSERT_BEFORE", "value": value}
    item = {
        "apiVersion": "networking.istio.io/v1alpha3",
        "kind": "EnvoyFilter",
        "metadata": {"name": "added", "namespace": "ai"},
        "spec": {"configPatches": [{"applyTo": apply_to, "patch": patch}]},
    }
    (folder / "filter.yaml").write_text(yaml.safe_dump(item))
    return folder


@pytest.mark.parametrize("release", ["1.30", "1.31"])
def test_a_filter_of_the_build_passes(tmp_path: Path, release: IstioRelease) -> None:
    """A filter that the release has is found and accepted."""
    folder = _filter(tmp_path, _typed("envoy.filters.http.lua", LUA))
    assert used(folder) == [Extension(path=WHERE, name="envoy.filters.http.lua", type=LUA)]
    assert unsupported(folder, release) == []


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (_typed("envoy.filters.http.lua", "example.Unknown"), ("envoy.filters.http.lua", "example.Unknown")),
        ({"name": "envoy.filters.http.gcp_authn_ng"}, ("envoy.filters.http.gcp_authn_ng", "")),
    ],
    ids=["type", "name alone"],
)
def test_a_filter_outside_of_the_build_is_named(tmp_path: Path, value: object, found: tuple[str, str]) -> None:
    """A filter that Istio's proxy lacks is found by its type, or by its name if it has no type."""
    name, kind = found
    assert unsupported(_filter(tmp_path, value), "1.31") == [Extension(path=WHERE, name=name, type=kind)]


def test_a_filter_may_have_any_name(tmp_path: Path) -> None:
    """Envoy uses the type and not the name, so filters of one type can have different names."""
    assert unsupported(_filter(tmp_path, _typed("envoy.filters.http.mine", LUA)), "1.31") == []


def test_a_type_in_a_struct_is_checked(tmp_path: Path) -> None:
    """The type inside a TypedStruct is checked."""
    struct = {"@type": "type.googleapis.com/xds.type.v3.TypedStruct", "type_url": "type.googleapis.com/example.Unknown"}
    folder = _filter(tmp_path, {"name": "envoy.filters.http.lua", "typed_config": struct})
    assert [found.type for found in unsupported(folder, "1.31")] == ["example.Unknown"]


def test_nested_extensions_are_checked(tmp_path: Path) -> None:
    """Extensions inside extensions, clusters and routes are found."""
    inner = {"access_log": [_typed("envoy.access_loggers.unheard_of", "example.Log")]}
    route = {"typed_per_filter_config": {"any": {"@type": "type.googleapis.com/example.PerRoute"}}}
    found = unsupported(_filter(tmp_path, {"typed_config": inner, "routes": [route]}, "NETWORK_FILTER"), "1.31")
    assert {(one.name, one.type) for one in found} == {
        ("envoy.access_loggers.unheard_of", "example.Log"),
        ("", "example.PerRoute"),
    }


def test_a_newer_filter_is_outside_of_the_older_build(tmp_path: Path) -> None:
    """An extension that is new in 1.31 isn't accepted for 1.30, as each release has its own list."""
    policy = _typed("envoy.load_balancing_policies.client_side_weighted_round_robin", WEIGHTED)
    value = {"load_balancing_policy": {"policies": [{"typed_extension_config": policy}]}}
    folder = _filter(tmp_path, value, "CLUSTER")
    assert unsupported(folder, "1.31") == []
    assert [found.type for found in unsupported(folder, "1.30")] == [WEIGHTED]


def test_dist_needs_no_extension_that_istio_lacks() -> None:
    """Every EnvoyFilter in dist/ configures extensions that the proxies of its release have."""
    assert unsupported(ROOT / "dist", "1.31") == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_needs_no_extension_that_istio_lacks(name: str) -> None:
    """Every EnvoyFilter of an example configures extensions that the proxies of its release have."""
    assert unsupported(golden_yaml(name), release(name)) == []
