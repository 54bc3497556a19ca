"""Check whether Istio's build of Envoy has the extensions that EnvoyFilters configure.

The lab runs Envoy's release build. Istio's build has fewer extensions, so an EnvoyFilter can work in the lab and be
rejected by every proxy of a user. The lists of extensions are in `llm_api_mesh`.
"""

from __future__ import annotations

from pathlib import Path

from lab.cluster import manifests
from llm_api_mesh.inspection.rules.proxy_build import Extension, has
from llm_api_mesh.inspection.rules.proxy_build import used as used_by
from llm_api_mesh.releases import IstioRelease


def unsupported(path: Path, release: IstioRelease) -> list[Extension]:
    """The extensions in the EnvoyFilters of a file or folder that Istio's proxy of a release lacks."""
    return [found for found in used(path) if not has(found, release)]


def used(path: Path) -> list[Extension]:
    """Every extension in the EnvoyFilters of a file or folder."""
    filters = [item for item in manifests.objects(path) if item["kind"] == "EnvoyFilter"]
    return [found for item in filters for found in used_by(item)]
