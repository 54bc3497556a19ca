"""Where a backend's requests go: to one version, or to several by their weights."""

from __future__ import annotations

from llm_api_mesh.plan import names
from llm_api_mesh.plan.affinity import version_key
from llm_api_mesh.plan.http_route import Copies, Destination, Weighted
from llm_api_mesh.spec.target import Target


def spread(target: Target) -> tuple[Destination, ...] | Weighted:
    """All that no route claims for one version."""
    return weighted(target) or (only(target),)


def only(target: Target) -> Destination:
    """The backend, where it isn't spread over versions."""
    return to_version(target, next((version.name for version in target.backend.versions), None))


def to_version(target: Target, subset: str | None, weight: int | None = None) -> Destination:
    """One version of the backend."""
    return Destination(host=target.host, port=target.backend.port, subset=subset, weight=weight)


def weighted(target: Target) -> Weighted | None:
    """A backend's versions, where there are several."""
    versions = target.backend.versions
    if len(versions) <= 1:
        return None
    return Weighted(
        name=names.versions(target),
        destinations=tuple(to_version(target, version.name, version.weight) for version in versions),
        copies=tuple(
            Copies(to=to_version(target, mirror.version), percent=mirror.percent)
            for mirror in sorted(target.mirrors, key=lambda mirror: mirror.version)
        ),
        key=version_key(target),
    )
