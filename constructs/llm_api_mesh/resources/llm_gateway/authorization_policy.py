"""Refuses requests that bring a header which the gateway writes, and those without a token or a key that is required.

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

_Action = istio.AuthorizationPolicySpecAction
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
    to = _http(plan)
    forged = [_Rule(to=to, when=[_brings(name)]) for name in (*RESERVED, *forged_headers(plan.callers))]
    claimed = [rule for name in claimed_headers(plan.callers) for rule in _claimed(plan, name)]
    return _policy(scope, "AuthorizationPolicy", f"{plan.spec.name}-headers", _denying(plan, [*forged, *claimed]))


def build_callers(scope: Construct, plan: GatewayPlan) -> istio.AuthorizationPolicy | None:
    """Add the AuthorizationPolicy by which a token or a key is required, if the gateway knows callers.

    The policy is for all hosts of the pods but those that it names, so no way to write a host leads around it.
    """
    callers = plan.callers
    if callers is None:
        return None
    ports = _passing_tls(plan)
    if callers.authorizer:
        spec = _asking(plan, list(_rules(callers, ports, None)), callers.authorizer.provider)
        return _policy(scope, "AuthorizationPolicy-keys", callers.policy_name, spec)
    spec = _denying(plan, list(_rules(callers, ports, _WITHOUT_TOKEN)))
    return _policy(scope, "AuthorizationPolicy-tokens", callers.policy_name, spec)


def _policy(
    scope: Construct, construct: str, name: str, spec: istio.AuthorizationPolicySpec
) -> istio.AuthorizationPolicy:
    return _AuthorizationPolicy(scope, construct, metadata=ApiObjectMetadata(name=name), spec=spec)


def _denying(plan: GatewayPlan, rules: list[_Rule]) -> istio.AuthorizationPolicySpec:
    return istio.AuthorizationPolicySpec(selector=_pods(plan), action=_Action.DENY, rules=rules)


def _asking(plan: GatewayPlan, rules: list[_Rule], provider: str) -> istio.AuthorizationPolicySpec:
    """Write a policy by which an extension provider is asked."""
    named = istio.AuthorizationPolicySpecProvider(name=provider)
    return istio.AuthorizationPolicySpec(selector=_pods(plan), action=_Action.CUSTOM, provider=named, rules=rules)


def _pods(plan: GatewayPlan) -> istio.AuthorizationPolicySpecSelector:
    return istio.AuthorizationPolicySpecSelector(match_labels=dict(plan.spec.selector))


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


def _claimed(plan: GatewayPlan, name: str) -> Iterator[_Rule]:
    """Refuse a header of requests that have shown no token, or about whose key nobody has been asked.

    The authorizer of keys itself refuses the header. It isn't asked about preflights and for some hosts.
    """
    if plan.callers is None or plan.callers.authorizer is None:
        yield _Rule(from_=_WITHOUT_TOKEN, to=_http(plan), when=[_brings(name)])
        return
    ports = list(_passing_tls(plan)) or None
    preflight = [_brings(one) for one in (*_PREFLIGHT, name)]
    yield _Rule(to=[_To(operation=_Operation(methods=["OPTIONS"], not_ports=ports))], when=preflight)
    if hosts := list(plan.callers.anonymous_hosts):
        yield _Rule(to=[_To(operation=_Operation(hosts=hosts, not_ports=ports))], when=[_brings(name)])


def _rules(callers: Callers, passing_tls: tuple[str, ...], sources: Sequence[_From] | None) -> Iterator[_Rule]:
    """Find requests that aren't preflights: those with another method, and those without a header."""
    from_ = list(sources) if sources else None
    hosts = list(callers.anonymous_hosts) or None
    anonymous = (str(callers.anonymous_port),) if callers.anonymous_port else ()
    ports = [*anonymous, *passing_tls] or None
    yield _Rule(
        from_=from_,
        to=[_To(operation=_Operation(not_methods=["OPTIONS"], not_hosts=hosts, not_ports=ports))],
    )
    to = [_To(operation=_Operation(not_hosts=hosts, not_ports=ports))] if hosts or ports else None
    for name in _PREFLIGHT:
        yield _Rule(from_=from_, to=to, when=[_When(key=f"request.headers[{name}]", not_values=["*"])])
