"""Refuses requests that bring a header which the gateway writes.

It stands before the filters that remove these headers. So a route never trusts a client's header, not even if an
EnvoyFilter is missing or doesn't match.
"""

from __future__ import annotations

from cdk8s import ApiObjectMetadata
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.callers import claimed_headers, forged_headers
from llm_api_mesh.plan.llm_gateway.headers import RESERVED
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.resources.llm_gateway.callers import WITHOUT_TOKEN
from llm_api_mesh_crds.io.istio import security as istio

_Rule = istio.AuthorizationPolicySpecRules
_When = istio.AuthorizationPolicySpecRulesWhen


class _AuthorizationPolicy(EscapeHatch, istio.AuthorizationPolicy):
    pass


def build(scope: Construct, plan: GatewayPlan) -> istio.AuthorizationPolicy:
    """Add the AuthorizationPolicy."""
    forged = [_Rule(when=[_brings(name)]) for name in (*RESERVED, *forged_headers(plan.spec))]
    claimed = [_Rule(from_=WITHOUT_TOKEN, when=[_brings(name)]) for name in claimed_headers(plan.spec)]
    return _AuthorizationPolicy(
        scope,
        "AuthorizationPolicy",
        metadata=ApiObjectMetadata(name=f"{plan.spec.name}-headers"),
        spec=istio.AuthorizationPolicySpec(
            selector=istio.AuthorizationPolicySpecSelector(match_labels=dict(plan.spec.selector)),
            action=istio.AuthorizationPolicySpecAction.DENY,
            rules=[*forged, *claimed],
        ),
    )


def _brings(name: str) -> istio.AuthorizationPolicySpecRulesWhen:
    return _When(key=f"request.headers[{name}]", values=["*"])
