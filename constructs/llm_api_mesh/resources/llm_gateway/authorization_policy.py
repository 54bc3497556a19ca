"""Refuses requests that bring a header which the gateway writes, and those without a token if tokens are required.

It stands before the filters that remove these headers. So a route never trusts a client's header, not even if an
EnvoyFilter is missing or doesn't match.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cdk8s import ApiObjectMetadata
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.callers import Callers, claimed_headers, forged_headers
from llm_api_mesh.plan.llm_gateway.headers import RESERVED
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh_crds.io.istio import security as istio

_Rule = istio.AuthorizationPolicySpecRules
_When = istio.AuthorizationPolicySpecRulesWhen
_From = istio.AuthorizationPolicySpecRulesFrom
_Source = istio.AuthorizationPolicySpecRulesFromSource
_To = istio.AuthorizationPolicySpecRulesTo
_Operation = istio.AuthorizationPolicySpecRulesToOperation

_WITHOUT_TOKEN = [_From(source=_Source(not_request_principals=["*"]))]
"""Requests without a valid token."""

# What a browser's preflight has, which brings no token: the filter that verifies tokens knows it by the same.
_PREFLIGHT = ("origin", "access-control-request-method")


class _AuthorizationPolicy(EscapeHatch, istio.AuthorizationPolicy):
    pass


def build(scope: Construct, plan: GatewayPlan) -> istio.AuthorizationPolicy:
    """Add the AuthorizationPolicy that refuses headers which only the gateway may write."""
    http = _http(plan)
    forged = [_Rule(to=http, when=[_brings(name)]) for name in (*RESERVED, *forged_headers(plan.spec))]
    claimed = [_Rule(from_=_WITHOUT_TOKEN, to=http, when=[_brings(name)]) for name in claimed_headers(plan.spec)]
    return _denying(scope, "AuthorizationPolicy", f"{plan.spec.name}-headers", plan, [*forged, *claimed])


def build_tokens(scope: Construct, plan: GatewayPlan) -> istio.AuthorizationPolicy | None:
    """Add the AuthorizationPolicy by which a token is required, if the gateway knows callers.

    The policy is for all hosts of the pods but those that it names, so no way to write a host leads around it.
    """
    if plan.callers is None:
        return None
    rules = list(_rules(plan.callers, _passing_tls(plan)))
    return _denying(scope, "AuthorizationPolicy-tokens", plan.callers.policy_name, plan, rules)


def _denying(
    scope: Construct, construct: str, name: str, plan: GatewayPlan, rules: Sequence[_Rule]
) -> istio.AuthorizationPolicy:
    return _AuthorizationPolicy(
        scope,
        construct,
        metadata=ApiObjectMetadata(name=name),
        spec=istio.AuthorizationPolicySpec(
            selector=istio.AuthorizationPolicySpecSelector(match_labels=dict(plan.spec.selector)),
            action=istio.AuthorizationPolicySpecAction.DENY,
            rules=list(rules),
        ),
    )


def _passing_tls(plan: GatewayPlan) -> tuple[str, ...]:
    """Return the port on which the gateway passes on its own TLS, if it does.

    Istio applies a rule that refuses to connections without HTTP as well, without the fields of HTTP in it.
    """
    return (str(plan.egress.port),) if plan.egress and plan.egress.own else ()


def _http(plan: GatewayPlan) -> list[_To] | None:
    ports = _passing_tls(plan)
    return [_To(operation=_Operation(not_ports=list(ports)))] if ports else None


def _brings(name: str) -> _When:
    return _When(key=f"request.headers[{name}]", values=["*"])


def _rules(callers: Callers, passing_tls: tuple[str, ...]) -> Iterator[_Rule]:
    """Refuse requests without a token that aren't preflights: those with another method, and those without a header."""
    hosts = list(callers.anonymous_hosts) or None
    anonymous = (str(callers.anonymous_port),) if callers.anonymous_port else ()
    ports = [*anonymous, *passing_tls] or None
    yield _Rule(
        from_=_WITHOUT_TOKEN,
        to=[_To(operation=_Operation(not_methods=["OPTIONS"], not_hosts=hosts, not_ports=ports))],
    )
    to = [_To(operation=_Operation(not_hosts=hosts, not_ports=ports))] if hosts or ports else None
    for name in _PREFLIGHT:
        yield _Rule(from_=_WITHOUT_TOKEN, to=to, when=[_When(key=f"request.headers[{name}]", not_values=["*"])])
