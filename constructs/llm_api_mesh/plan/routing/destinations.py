"""The destinations of the requests for a backend: by versions and their weights, and with and without a key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.llm_gateway.headers import BUCKET
from llm_api_mesh.plan.routing.affinity import affinity, keyless_subset, keys_of
from llm_api_mesh.plan.routing.buckets import bucket_patterns
from llm_api_mesh.plan.routing.http_route import Choice, Copies, Destination, Spread
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.plan.routing.session_affinity import keeps_versions
from llm_api_mesh.plan.target import LeafTarget, Target
from llm_api_mesh.spec.consistent_hash import ConsistentHash
from llm_api_mesh.spec.numbers import as_percentage


@dataclass(frozen=True, kw_only=True)
class Hashes:
    """The consistent hashes of a backend's subsets, by name; under an empty name if it has no versions."""

    by_subset: Mapping[str, ConsistentHash]

    def keys(self, *subsets: str | None) -> tuple[HeaderValue, ...]:
        """The conditions of which a request with a key meets one; none: no subset needs a key."""
        hashes = (self.by_subset.get(subset or "") for subset in subsets)
        return next((keys for one in hashes if one and (keys := keys_of(one))), ())

    def with_key(self, one: Destination) -> Destination:
        """The destination of requests with a key."""
        balancer = self.by_subset.get(one.subset or "")
        return replace(one, affinity=affinity(balancer)) if balancer else one

    def without_key(self, one: Destination) -> Destination:
        """The destination of requests without a key."""
        return replace(one, subset=keyless_subset(one.subset)) if self.keys(one.subset) else one

    def split(self, choice: Choice) -> Iterator[Choice]:
        """Put the requests without a key before those that have one."""
        if keys := self.keys(*(one.subset for one in choice.to if one.weight != 0)):
            yield replace(choice, without=keys, to=tuple(map(self.without_key, choice.to)))
        yield replace(choice, to=tuple(map(self.with_key, choice.to)))


def to_backend(target: Target) -> Destination:
    """The backend, if it has at most one version."""
    return to_version(target, next((version.name for version in target.backend.versions), None))


def to_version(target: Target, subset: str | None, weight: int | None = None) -> Destination:
    """One version of the backend."""
    if host := target.pool_host(subset):
        # The subset is the API's namespace, by whose name the gateway of pools finds the pools of this namespace.
        namespace = target.placement.namespace
        return Destination(
            host=target.destination,
            port=target.backend.port,
            subset=namespace,
            weight=weight,
            authority=host,
        )
    return Destination(host=target.destination, port=target.backend.port, subset=subset, weight=weight)


def spread(target: LeafTarget, hashes: Hashes) -> Spread | None:
    """The destinations of a backend with several versions, or of one whose requests may lack a key."""
    versions = target.backend.versions
    alone = to_backend(target)
    if len(versions) <= 1:
        if not hashes.keys(alone.subset):
            return None
        choices = [Choice(to=(alone,))]
    else:
        weights = tuple(to_version(target, version.name, version.weight) for version in versions)
        choices = [*_by_bucket(target), Choice(to=weights)]
    return Spread(
        name=object_names.versions(target),
        choices=tuple(one for choice in choices for one in hashes.split(choice)),
        copies=tuple(
            # A copy has no key.
            Copies(to=hashes.without_key(to_version(target, mirror.version)), percent=as_percentage(mirror.percent))
            for mirror in sorted(target.mirrors, key=lambda mirror: mirror.version)
        ),
        weights_set_by=target.backend.weights_manager,
    )


def _by_bucket(target: LeafTarget) -> Iterator[Choice]:
    """Let a session choose the version, by the bucket that the LLM gateway has made from its key."""
    if not keeps_versions(target):
        return
    # The last ones first: a canary is declared after the stable version, which gets what is left.
    versions = [version for version in reversed(target.backend.versions) if version.weight]
    patterns = bucket_patterns([version.weight or 0 for version in versions])
    for version, pattern in zip(versions[:-1], patterns, strict=True):
        digits = HeaderValue(header=BUCKET, kind="regex", value=pattern)
        yield Choice(conditions=(digits,), to=(to_version(target, version.name),))
    present = HeaderValue(header=BUCKET, kind="present")
    yield Choice(conditions=(present,), to=(to_version(target, versions[-1].name),))
