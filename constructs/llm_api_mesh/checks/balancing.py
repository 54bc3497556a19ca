"""Balancing of a backend and of each version: Istio must not ignore any of its settings."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.plan.traffic_policy import BackendPolicies, TrafficPolicy
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.load_balancer import Passthrough
from llm_api_mesh.spec.locality import Locality


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse locality failover that could never happen, half a limit, and `Passthrough` with versions."""
    for target in plan.leaf_targets:
        path = target.names.field
        policies = plan.policies[target]
        yield from _failover(path, policies.whole)
        yield from _ejection_times(path, policies)
        yield from _addresses(target)
        for version, policy in policies.versions:
            here = f"{path}.versions[{version.name}]"
            if policy and {"ejection", "locality"} & version.overrides and not _cannot_take_over(policies.whole):
                yield from _failover(here, policy)
            if policy and policy.max_requests is None and (version.concurrent_requests or version.replicas):
                yield Problem(
                    path=here,
                    code="field-without-effect",
                    given="concurrent_requests alone" if version.concurrent_requests else "replicas alone",
                    allowed="concurrent_requests together with replicas, of the version or of the pool",
                )


def _failover(path: str, policy: TrafficPolicy) -> Iterator[Problem]:
    if _cannot_take_over(policy):
        yield Problem(
            path=f"{path}.locality",
            code="locality-ejection",
            given="failover without ejection",
            allowed="locality with ejection, because only an ejected replica is replaced by one in another place",
            fix="Set ejection, or use distribute, which needs no ejection.",
        )


def _ejection_times(path: str, policies: BackendPolicies) -> Iterator[Problem]:
    for version, policy in sorted(policies.in_force.items()):
        ejection = policy.ejection
        if ejection and ejection.max_time and ejection.max_time < ejection.base_time:
            yield Problem(
                path=f"{path}.versions[{version}].ejection.max_time" if version else f"{path}.ejection.max_time",
                code="field-invalid",
                given=istio_duration(ejection.max_time),
                allowed=f"base_time, {istio_duration(ejection.base_time)}, or longer",
            )


def _cannot_take_over(policy: TrafficPolicy) -> bool:
    """Whether other localities should take over but can't, because no replica is ever ejected."""
    place = policy.locality
    if policy.ejection or not place or not place.takes_over:
        return False
    # Zones share the requests without any ejection.
    return isinstance(place, Locality) or bool(place.failover or place.failover_priority)


def _addresses(target: LeafTarget) -> Iterator[Problem]:
    backend = target.backend
    path = target.names.field
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
                given="Passthrough with versions",
                allowed="Passthrough for a pool without versions, because a requested address may be of any version",
            )
