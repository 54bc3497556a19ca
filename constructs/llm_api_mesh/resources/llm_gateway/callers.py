"""The objects by which the gateway knows its callers: it verifies tokens, and requires them."""

from __future__ import annotations

from collections.abc import Iterator

from cdk8s import ApiObjectMetadata
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.callers import Callers
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.spec.jwt_rule import JwtRule
from llm_api_mesh_crds.io.istio import security as istio

_Policy = istio.AuthorizationPolicySpec
_Rule = istio.AuthorizationPolicySpecRules
_From = istio.AuthorizationPolicySpecRulesFrom
_Source = istio.AuthorizationPolicySpecRulesFromSource
_To = istio.AuthorizationPolicySpecRulesTo
_Operation = istio.AuthorizationPolicySpecRulesToOperation
_When = istio.AuthorizationPolicySpecRulesWhen
_JwtRule = istio.RequestAuthenticationSpecJwtRules

WITHOUT_TOKEN = [_From(source=_Source(not_request_principals=["*"]))]
"""Requests without a valid token."""

# What a browser's preflight has, which brings no token: the filter that verifies tokens knows it by the same.
_PREFLIGHT = ("origin", "access-control-request-method")


class _RequestAuthentication(EscapeHatch, istio.RequestAuthentication):
    pass


class _AuthorizationPolicy(EscapeHatch, istio.AuthorizationPolicy):
    pass


def build_authentication(scope: Construct, plan: GatewayPlan) -> istio.RequestAuthentication | None:
    """Add the RequestAuthentication, if the gateway knows callers."""
    if plan.callers is None:
        return None
    selector = istio.RequestAuthenticationSpecSelector(match_labels=dict(plan.spec.selector))
    rules = [_jwt_rule(plan.callers, rule) for rule in plan.callers.rules]
    return _RequestAuthentication(
        scope,
        "RequestAuthentication",
        metadata=ApiObjectMetadata(name=plan.callers.object_name),
        spec=istio.RequestAuthenticationSpec(selector=selector, jwt_rules=rules),
    )


def build_policy(scope: Construct, plan: GatewayPlan) -> istio.AuthorizationPolicy | None:
    """Add the AuthorizationPolicy by which a token is required: a RequestAuthentication alone lets anonymous ones pass.

    The policy is for all hosts of the pods but those that it names, so no way to write a host leads around it.
    """
    if plan.callers is None:
        return None
    return _AuthorizationPolicy(
        scope,
        "AuthorizationPolicy-tokens",
        metadata=ApiObjectMetadata(name=plan.callers.policy_name),
        spec=_Policy(
            selector=istio.AuthorizationPolicySpecSelector(match_labels=dict(plan.spec.selector)),
            action=istio.AuthorizationPolicySpecAction.DENY,
            rules=list(_rules(plan.callers)),
        ),
    )


def _rules(callers: Callers) -> Iterator[_Rule]:
    """Refuse requests without a token that aren't preflights: those with another method, and those without a header."""
    hosts = list(callers.anonymous_hosts) or None
    ports = [str(callers.anonymous_port)] if callers.anonymous_port else None
    yield _Rule(
        from_=WITHOUT_TOKEN,
        to=[_To(operation=_Operation(not_methods=["OPTIONS"], not_hosts=hosts, not_ports=ports))],
    )
    to = [_To(operation=_Operation(not_hosts=hosts, not_ports=ports))] if hosts or ports else None
    for name in _PREFLIGHT:
        yield _Rule(from_=WITHOUT_TOKEN, to=to, when=[_When(key=f"request.headers[{name}]", not_values=["*"])])


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
