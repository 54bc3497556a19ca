"""Istio DestinationRules: how requests are spread over a backend's replicas, and which replicas belong to a version.

The versions are subsets of the backend's rule. If Argo CD applies the objects, each version has a rule of its own, so
that it can be applied before the routes to it and removed after them: a part of a rule could have only one of the two.
Istio merges all rules for a host.
"""

from __future__ import annotations

from collections.abc import Mapping

from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.plan.traffic_policy import BackendPolicies, TrafficPolicy
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh.resources.traffic_policy import of_rule, of_subset
from llm_api_mesh.spec.version import Version
from llm_api_mesh_crds.io.istio import networking as istio

_Subset = istio.DestinationRuleSpecSubsets


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


def build(scope: Construct, plan: Plan) -> Mapping[str, istio.DestinationRule]:
    """Add the DestinationRule of each backend; return the rules by host."""
    return {
        target.host: _DestinationRule(
            scope,
            f"DestinationRule{target.names.id_suffix}",
            metadata=metadata(plan, target.names.objects),
            spec=istio.DestinationRuleSpec(
                host=target.host,
                export_to=_seen_by(plan, target),
                traffic_policy=of_rule(policies.whole),
                subsets=_subsets(plan, policies),
            ),
        )
        for target, policies in plan.backend_policies.items()
    }


def build_at_gateway(scope: Construct, plan: Plan) -> Mapping[str, istio.DestinationRule]:
    """Add the rules of backends that the gateway balances in another way than their callers do; return them by host."""
    return {
        target.host: _DestinationRule(
            scope,
            f"DestinationRule{target.names.id_suffix}-at-gateway",
            metadata=metadata(plan, object_names.at_gateway(target.names.objects)),
            spec=istio.DestinationRuleSpec(
                host=target.host, export_to=list(plan.attachment.export_to), traffic_policy=of_rule(policy)
            ),
        )
        for target, policy in plan.policies_at_gateway.items()
    }


def _seen_by(plan: Plan, target: LeafTarget) -> list[str] | None:
    """Return the namespaces that see the rule of a backend; None: as Istio's mesh configuration says."""
    return ["."] if target in plan.policies_at_gateway else None


def build_versions(scope: Construct, plan: Plan) -> Mapping[str, istio.DestinationRule]:
    """Add the rules of versions, if each has its own; return them by their names."""
    return {
        name: _DestinationRule(
            scope,
            f"DestinationRule{target.names.id_suffix}-version-{version.name}",
            metadata=metadata(plan, name),
            spec=istio.DestinationRuleSpec(host=target.host, subsets=[_subset(version, policy)]),
        )
        for target, policies in plan.backend_policies.items()
        for version, policy in policies.versions
        if plan.rule_for_each_version
        for name in [object_names.version(target, version)]
    }


def _subsets(plan: Plan, policies: BackendPolicies) -> list[_Subset] | None:
    if plan.rule_for_each_version:
        return None
    return [_subset(version, policy) for version, policy in policies.versions] or None


def _subset(version: Version, policy: TrafficPolicy | None) -> _Subset:
    return _Subset(
        name=version.name,
        labels=dict(version.pod_labels),
        traffic_policy=of_subset(policy) if policy else None,
    )
