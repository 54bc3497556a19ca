"""Istio DestinationRules: how requests are spread over a backend's replicas, and which replicas belong to a version.

The versions are subsets of the backend's rule. If Argo CD applies the objects, each version has a rule of its own, so
that it can be applied before the routes to it and removed after them: a part of a rule could have only one of the two.
Istio merges all rules for a host.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from llm_api_mesh.described import Described
from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.routing.affinity import keyless_subset
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.plan.traffic_policy import BackendPolicies, TrafficPolicy
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh.resources.traffic_policy import of_rule, of_subset
from llm_api_mesh.spec.version import Version
from llm_api_mesh_crds.io.istio import networking as istio

_Subset = istio.DestinationRuleSpecSubsets


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


def build(plan: Plan) -> Mapping[str, Described[istio.DestinationRule]]:
    """Describe the DestinationRule of each backend, by host."""
    return {
        target.host: Described(
            _DestinationRule,
            f"DestinationRule{target.names.id_suffix}",
            metadata=metadata(plan, target.objects),
            spec=istio.DestinationRuleSpec(
                host=target.host,
                export_to=_seen_by(plan, target),
                traffic_policy=of_rule(policies.whole),
                subsets=_subsets(plan, policies),
            ),
        )
        for target, policies in plan.backend_policies.items()
    }


def build_at_gateway(plan: Plan) -> Mapping[str, Described[istio.DestinationRule]]:
    """Describe the rules of backends that the gateway balances in another way than their callers do, by host."""
    return {
        target.host: Described(
            _DestinationRule,
            f"DestinationRule{target.names.id_suffix}-at-gateway",
            metadata=metadata(plan, object_names.at_gateway(target.objects)),
            spec=istio.DestinationRuleSpec(
                host=target.host, export_to=list(plan.attachment.export_to), traffic_policy=of_rule(policy)
            ),
        )
        for target, policy in plan.policies_at_gateway.items()
    }


def _seen_by(plan: Plan, target: LeafTarget) -> list[str] | None:
    """Return the namespaces that see the rule of a backend; None: as Istio's mesh configuration says."""
    return ["."] if target in plan.policies_at_gateway else None


def build_versions(plan: Plan) -> Mapping[str, Described[istio.DestinationRule]]:
    """Describe the rules of versions, if each has its own, by their names."""
    return {
        name: Described(
            _DestinationRule,
            f"DestinationRule-{name}",
            metadata=metadata(plan, name),
            spec=istio.DestinationRuleSpec(host=target.host, subsets=[subset]),
        )
        for target, policies in plan.backend_policies.items()
        if plan.rule_for_each_version
        for name, subset in _by_rule(target, policies)
    }


def _by_rule(target: LeafTarget, policies: BackendPolicies) -> Iterator[tuple[str, _Subset]]:
    """Give each subset a rule: with or without a key, it is there before the routes to it, and as long as they are."""
    for version, policy in policies.versions:
        yield object_names.version(target, version.name), _of_version(version, policy)
    for subset in _without_key(policies):
        yield object_names.version(target, subset.name), subset


def _subsets(plan: Plan, policies: BackendPolicies) -> list[_Subset] | None:
    if plan.rule_for_each_version:
        return None
    found = [_of_version(version, policy) for version, policy in policies.versions]
    return [*found, *_without_key(policies)] or None


def _of_version(version: Version, policy: TrafficPolicy | None) -> _Subset:
    return _Subset(
        name=version.name,
        labels=dict(version.pod_labels),
        traffic_policy=of_subset(policy) if policy else None,
    )


def _without_key(policies: BackendPolicies) -> Iterator[_Subset]:
    """Write the subsets for requests without a key: of versions, or of a backend without versions."""
    labels = {version.name: dict(version.pod_labels) for version, _ in policies.versions}
    for name in policies.in_force:
        if policy := policies.without_key(name):
            yield _Subset(name=keyless_subset(name), labels=labels.get(name), traffic_policy=of_subset(policy))
