"""Whether Istio's own proxy build has what EnvoyFilters in files configure.

The lab's Envoy is the release build, and Istio's has fewer extensions: what isn't in Istio's list would
be accepted here and refused by every proxy of a user. The lists are the package's.
"""

from __future__ import annotations

from pathlib import Path

from lab import manifests
from llm_api_mesh.guard.proxy_build import Extension, has
from llm_api_mesh.guard.proxy_build import used as used_by
from llm_api_mesh.releases import IstioRelease


def outside(path: Path, release: IstioRelease) -> list[Extension]:
    """The extensions in the EnvoyFilters of a file or folder that Istio's proxy of a release doesn't have."""
    return [found for found in used(path) if not has(found, release)]


def used(path: Path) -> list[Extension]:
    """Every extension in the EnvoyFilters of a file or folder."""
    filters = [item for item in manifests.objects(path) if item["kind"] == "EnvoyFilter"]
    return [found for item in filters for found in used_by(item)]
