"""The RequestAuthentication by which the gateway verifies tokens. It lets requests without a token pass."""

from __future__ import annotations

from cdk8s import ApiObjectMetadata
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.callers import Callers
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.spec.jwt_rule import JwtRule
from llm_api_mesh_crds.io.istio import security as istio

_JwtRule = istio.RequestAuthenticationSpecJwtRules


class _RequestAuthentication(EscapeHatch, istio.RequestAuthentication):
    pass


def build(scope: Construct, plan: GatewayPlan) -> istio.RequestAuthentication | None:
    """Add the RequestAuthentication, if the gateway verifies tokens."""
    if plan.callers is None or not plan.callers.rules:
        return None
    selector = istio.RequestAuthenticationSpecSelector(match_labels=dict(plan.spec.selector))
    rules = [_jwt_rule(plan.callers, rule) for rule in plan.callers.rules]
    return _RequestAuthentication(
        scope,
        "RequestAuthentication",
        metadata=ApiObjectMetadata(name=plan.callers.object_name),
        spec=istio.RequestAuthenticationSpec(selector=selector, jwt_rules=rules),
    )


def _jwt_rule(callers: Callers, rule: JwtRule) -> _JwtRule:
    return _JwtRule(
        issuer=rule.issuer,
        audiences=None if rule.any_audience else list(rule.audiences),
        jwks_uri=rule.jwks_uri,
        jwks=rule.jwks,
        # Without this field, Istio reads a token from the query as well.
        from_headers=[
            istio.RequestAuthenticationSpecJwtRulesFromHeaders(name=one.name, prefix=one.prefix or None)
            for one in rule.from_headers
        ],
        forward_original_token=True if rule.forward else None,
        output_claim_to_headers=[
            istio.RequestAuthenticationSpecJwtRulesOutputClaimToHeaders(claim=claim, header=header)
            for claim, header in callers.statements
        ],
    )
