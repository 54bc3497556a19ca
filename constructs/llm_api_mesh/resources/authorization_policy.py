"""Istio AuthorizationPolicies: the pods of an API admit its gateway, its callers, and everyone at open ports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from llm_api_mesh.described import Described
from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.pod_access import PodAccess
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh_crds.io.istio import security as istio

# More service accounts aren't admitted by the API server in one source.
_MOST_ACCOUNTS = 16

_Rule = istio.AuthorizationPolicySpecRules
_From = istio.AuthorizationPolicySpecRulesFrom
_Source = istio.AuthorizationPolicySpecRulesFromSource
_To = istio.AuthorizationPolicySpecRulesTo
_Operation = istio.AuthorizationPolicySpecRulesToOperation


class _AuthorizationPolicy(EscapeHatch, istio.AuthorizationPolicy):
    pass


def build(plan: Plan) -> Mapping[str, Described[istio.AuthorizationPolicy]]:
    """Describe the AuthorizationPolicies of pools, by host."""
    return {target.host: _build(plan, target, access) for target, access in plan.pod_access.items()}


def _build(plan: Plan, target: LeafTarget, access: PodAccess) -> Described[istio.AuthorizationPolicy]:
    return Described(
        _AuthorizationPolicy,
        f"AuthorizationPolicy{target.names.id_suffix}",
        metadata=metadata(plan, access.object_name),
        spec=istio.AuthorizationPolicySpec(
            selector=istio.AuthorizationPolicySpecSelector(match_labels=dict(access.selector)),
            action=istio.AuthorizationPolicySpecAction.ALLOW,
            rules=list(_rules(access)),
        ),
    )


def _rules(access: PodAccess) -> Iterator[_Rule]:
    yield _Rule(from_=[_From(source=source) for source in _sources(access)])
    if access.open_ports:
        yield _Rule(to=[_To(operation=_Operation(ports=[str(port) for port in access.open_ports]))])


def _sources(access: PodAccess) -> Iterator[_Source]:
    # Istio refuses both fields in one source.
    for start in range(0, len(access.service_accounts), _MOST_ACCOUNTS):
        yield _Source(service_accounts=list(access.service_accounts[start : start + _MOST_ACCOUNTS]))
    if access.namespaces:
        yield _Source(namespaces=list(access.namespaces))
