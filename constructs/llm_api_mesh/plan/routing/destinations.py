"""The destinations of the requests for a backend: one version, or several by their weights."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.llm_gateway.headers import BUCKET
from llm_api_mesh.plan.routing.buckets import bucket_patterns
from llm_api_mesh.plan.routing.http_route import Copies, Destination, Weighted
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.plan.routing.session_affinity import version_key
from llm_api_mesh.plan.target import LeafTarget, Target
from llm_api_mesh.spec.numbers import as_percentage


def to_backend(target: Target) -> Destination:
    """The backend, if it has at most one version."""
    return to_version(target, next((version.name for version in target.backend.versions), None))


def to_version(target: Target, subset: str | None, weight: int | None = None) -> Destination:
    """One version of the backend."""
    return Destination(host=target.destination, port=target.backend.port, subset=subset, weight=weight)


def weighted_versions(target: LeafTarget) -> Weighted | None:
    """The versions with their weights, if there are several."""
    versions = target.backend.versions
    if len(versions) <= 1:
        return None
    return Weighted(
        name=object_names.versions(target),
        destinations=tuple(to_version(target, version.name, version.weight) for version in versions),
        copies=tuple(
            Copies(to=to_version(target, mirror.version), percent=as_percentage(mirror.percent))
            for mirror in sorted(target.mirrors, key=lambda mirror: mirror.version)
        ),
        by_bucket=tuple(_by_bucket(target)),
    )


def _by_bucket(target: LeafTarget) -> Iterator[tuple[HeaderValue, Destination]]:
    """Let the key of a session choose the version, by the bucket that the LLM gateway has made from it."""
    if not version_key(target):
        return
    # The last ones first: a canary is declared after the stable version, which gets what is left.
    versions = [version for version in reversed(target.backend.versions) if version.weight]
    patterns = bucket_patterns([version.weight or 0 for version in versions])
    for version, pattern in zip(versions[:-1], patterns, strict=True):
        yield HeaderValue(header=BUCKET, kind="regex", value=pattern), to_version(target, version.name)
    yield HeaderValue(header=BUCKET, kind="present"), to_version(target, versions[-1].name)
