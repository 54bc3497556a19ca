"""Balancing, of a backend and of each version: nothing that Istio would leave out without a word."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.policy import TrafficPolicy, traffic_policy, version_policy
from llm_api_mesh.spec.load_balancer import Passthrough
from llm_api_mesh.spec.locality import Locality
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.target import Target


def check(mesh: Mesh) -> Iterator[Problem]:
    """Refuse failover that could never happen, halves of a limit, addresses instead of versions, and two keys."""
    for target in mesh.ways:
        path = target.field
        whole = traffic_policy(mesh, target.backend)
        yield from _failover(path, whole)
        yield from _addresses(target)
        for version in target.backend.versions:
            here = f"{path}.versions[{version.name}]"
            policy = version_policy(mesh, target.backend, version)
            if policy and {"ejection", "locality"} & version.overrides and not _stuck(whole):
                yield from _failover(here, policy)
            if policy and policy.max_requests is None and (version.concurrent_requests or version.replicas):
                yield Problem(
                    path=here,
                    code="field-without-effect",
                    given="concurrent_requests alone" if version.concurrent_requests else "replicas alone",
                    allowed="concurrent_requests together with replicas, of the version or of the pool",
                )


def _failover(path: str, policy: TrafficPolicy) -> Iterator[Problem]:
    if _stuck(policy):
        yield Problem(
            path=f"{path}.locality",
            code="locality-ejection",
            given="failover without ejection",
            allowed="locality with ejection, because only an ejected replica is replaced by one in another place",
            fix="Write ejection=Ejection(), or use distribute, which needs no ejection.",
        )


def _stuck(policy: TrafficPolicy) -> bool:
    """Whether other places are to take over, and can't as no replica is ever ejected."""
    place = policy.locality
    if policy.ejection or not place or not place.takes_over:
        return False
    # Zones share the requests out without any ejection.
    return isinstance(place, Locality) or bool(place.failover or place.failover_priority)


def _addresses(target: Target) -> Iterator[Problem]:
    backend = target.backend
    path = target.field
    balancers = [(f"{path}.load_balancer", backend.load_balancer)]
    balancers += [
        (f"{path}.versions[{version.name}].load_balancer", version.load_balancer)
        for version in backend.versions
        if version.load_balancer
    ]
    for here, balancer in balancers:
        if isinstance(balancer, Passthrough) and backend.versions:
            yield Problem(
                path=here,
                code="field-without-effect",
                given="Passthrough() with versions",
                allowed="Passthrough() for a pool without versions, because a requested address may be of any version",
            )
