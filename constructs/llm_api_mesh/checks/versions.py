"""Versions of a backend: distinct names and labels, and weights for all or for none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate, combinations, pairwise

from llm_api_mesh.errors import NOTHING, Problem, show
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.routing.affinity import keyless_subset
from llm_api_mesh.plan.routing.session_affinity import WEIGHTS_SUM, hash_keys, keeps_versions
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.spec.names import LABEL_MAX, compatible

_STABLE_AND_CANARY = 2


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse versions that Istio couldn't distinguish, and weights that it would apply in an unexpected way."""
    for target in plan.leaf_targets:
        yield from _distinct(target)
        yield from _without_key(plan, target)
        yield from _within_selector(target)
        yield from _weights(target)
        yield from _in_percent(target)
        yield from _by_one_key(target)
        yield from _set_from_outside(target)


def _distinct(target: LeafTarget) -> Iterator[Problem]:
    for one, other in combinations(target.backend.versions, 2):
        if one.name == other.name:
            yield Problem(
                path=f"{target.names.field}.versions[{other.name}].name",
                code="version-duplicate",
                given=f'"{other.name}" twice',
                allowed="each name once",
            )
        elif compatible(one.pod_labels, other.pod_labels):
            yield Problem(
                path=f"{target.names.field}.versions[{other.name}].labels",
                code="version-labels",
                given=f"{dict(other.pod_labels)}, and {dict(one.pod_labels)} of version {one.name}",
                allowed="a label with a different value for each version, because a pod could belong to both",
            )


def _without_key(plan: Plan, target: LeafTarget) -> Iterator[Problem]:
    """Refuse names that leave no name for the requests of a version that have no key."""
    policies = plan.policies[target]
    names = {version.name for version in target.backend.versions}
    for name in sorted(names):
        subset = keyless_subset(name)
        if policies.without_key(name) is None:
            continue
        if len(subset) > LABEL_MAX:
            yield Problem(
                path=f"{target.names.field}.versions[{name}].name",
                code="name-too-long",
                given=f"{len(name)} characters, beside ConsistentHash",
                allowed=f"up to {LABEL_MAX - len(subset) + len(name)} characters, because the requests without a key "
                f"go to {show(subset)}",
            )
        elif subset in names:
            yield Problem(
                path=f"{target.names.field}.versions[{subset}].name",
                code="version-duplicate",
                given=show(subset),
                allowed=f"another name, because this one is for the requests of {show(name)} without a key",
            )


def _within_selector(target: LeafTarget) -> Iterator[Problem]:
    service = target.service
    for version in target.backend.versions if service else ():
        if service and not compatible(version.pod_labels, service.selector):
            yield Problem(
                path=f"{target.names.field}.versions[{version.name}].labels",
                code="version-labels",
                given=f"{dict(version.pod_labels)} within the selector {dict(service.selector)}",
                allowed="labels that a pod with the labels of the selector can have",
                fix="Remove the labels that differ between versions from the selector.",
            )


def _weights(target: LeafTarget) -> Iterator[Problem]:
    versions = target.backend.versions
    weights = [version.weight for version in versions]
    if len(versions) > 1:
        for version in versions:
            if version.weight is None:
                yield Problem(
                    path=f"{target.names.field}.versions[{version.name}].weight",
                    code="weight-missing",
                    given=NOTHING,
                    allowed="a weight for each version, because weights are relative to each other",
                    fix="Add a weight. Weight 0 keeps the version for routes only.",
                )
    if weights and not any(weights) and None not in weights:
        yield Problem(
            path=f"{target.names.field}.versions",
            code="weight-zero",
            given="no weight above 0",
            allowed="at least one weight above 0, because Istio defines no meaning for a total of 0",
        )


def _in_percent(target: LeafTarget) -> Iterator[Problem]:
    versions = target.backend.versions
    weights = [version.weight for version in versions if version.weight is not None]
    total = sum(weights)
    if not keeps_versions(target) or len(weights) < len(versions) or total in {0, WEIGHTS_SUM}:
        return
    where = "in an inference pool" if target.backend.picked else "beside ConsistentHash"
    bounds = [round(part * WEIGHTS_SUM / total) for part in accumulate(weights, initial=0)]
    near = [bound - before for before, bound in pairwise(bounds)]
    yield Problem(
        path=f"{target.names.field}.versions",
        code="weight-sum",
        given=f"weights that add up to {total}, {where}",
        allowed=f"weights that add up to {WEIGHTS_SUM}, because each change of the total would move sessions",
        fix=f"Write {', '.join(f'{one} for {version.name}' for one, version in zip(near, versions, strict=True))}."
        if all(one or not weight for one, weight in zip(near, weights, strict=True))
        else "",
    )


def _set_from_outside(target: LeafTarget) -> Iterator[Problem]:
    """Refuse weights that no controller can set: progressive delivery knows a stable version and a canary."""
    manager = target.backend.weights_manager
    if manager is None:
        return
    path = f"{target.names.field}.weights_set_by"
    versions = target.backend.versions
    if len(versions) != _STABLE_AND_CANARY:
        yield Problem(
            path=path,
            code="weights-set-by",
            given=f"{show(manager)} with {len(versions) or 'no'} version{'' if len(versions) == 1 else 's'}",
            allowed="two versions, a stable one and a canary",
        )
    elif keeps_versions(target):
        yield Problem(
            path=path,
            code="weights-set-by",
            given=f"{show(manager)} beside a ConsistentHash, which keeps sessions on their version",
            allowed="another load_balancer, because the shares of sessions are conditions of routes and not weights",
            fix="Write load_balancer=LeastRequest().",
        )


def _by_one_key(target: LeafTarget) -> Iterator[Problem]:
    found = hash_keys(target)
    if len(found) > 1:
        yield Problem(
            path=f"{target.names.field}.versions",
            code="hash-key",
            given=" and ".join(one.key for one in found),
            allowed="one key for all weighted versions, because the proxy computes one hash from all keys of a route",
        )
