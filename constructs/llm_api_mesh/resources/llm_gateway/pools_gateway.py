"""What the gateway of inference pools has beside its pods: who may call it, by which names, and its errors."""

from __future__ import annotations

from collections.abc import Mapping

from cdk8s import ApiObject, ApiObjectMetadata
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.headers import FROM, TO
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.llm_gateway.pools_gateway import PoolsGateway
from llm_api_mesh.resources.llm_gateway.guards import destinations, forgetting
from llm_api_mesh.resources.llm_gateway.local_replies import local_replies
from llm_api_mesh.resources.llm_gateway.patches import (
    ROUTER,
    connection_manager,
    discovered,
    envoy_filter,
    extension,
    http,
    merged,
    trusting_first_hop,
    upstream_codec,
)
from llm_api_mesh_crds.io.istio import networking as istio
from llm_api_mesh_crds.io.istio import security

_Policy = istio.DestinationRuleSpecTrafficPolicy
_Pool = istio.DestinationRuleSpecTrafficPolicyConnectionPool
_Http = istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttp
_Tcp = istio.DestinationRuleSpecTrafficPolicyConnectionPoolTcp
_Tls = istio.DestinationRuleSpecTrafficPolicyTls
_Subset = istio.DestinationRuleSpecSubsets
_SubsetPolicy = istio.DestinationRuleSpecSubsetsTrafficPolicy
_SubsetTls = istio.DestinationRuleSpecSubsetsTrafficPolicyTls

# Well below the hour after which the gateway's own listener closes an idle connection.
_IDLE_TIMEOUT = "300s"
_CONNECT_TIMEOUT = "2s"


class _AuthorizationPolicy(EscapeHatch, security.AuthorizationPolicy):
    pass


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


def build(scope: Construct, plan: GatewayPlan) -> Mapping[str, ApiObject]:
    """Add the objects, if there are inference pools; return them by kind and name."""
    pools = plan.pools_gateway
    if pools is None:
        return {}
    name = pools.object_name
    return {
        f"AuthorizationPolicy/{name}": _callers(scope, plan, pools),
        f"EnvoyFilter/{name}": _listeners(scope, plan, pools),
        f"DestinationRule/{name}": _rule(scope, pools),
    }


def _callers(scope: Construct, plan: GatewayPlan, pools: PoolsGateway) -> security.AuthorizationPolicy:
    """Accept requests of the LLM gateway only, whose pods have checked them."""
    source = security.AuthorizationPolicySpecRulesFromSource(namespaces=[plan.spec.namespace])
    return _AuthorizationPolicy(
        scope,
        "AuthorizationPolicy-pools",
        metadata=ApiObjectMetadata(name=pools.object_name),
        spec=security.AuthorizationPolicySpec(
            selector=security.AuthorizationPolicySpecSelector(match_labels=dict(pools.deployment.selector)),
            action=security.AuthorizationPolicySpecAction.ALLOW,
            rules=[
                security.AuthorizationPolicySpecRules(from_=[security.AuthorizationPolicySpecRulesFrom(source=source)])
            ],
        ),
    )


def _listeners(scope: Construct, plan: GatewayPlan, pools: PoolsGateway) -> istio.EnvoyFilter:
    guards = (*destinations(None), forgetting(TO, FROM))
    upstream = {"upstream_http_filters": [*map(discovered, guards), upstream_codec()]}
    patches = [
        *map(extension, guards),
        connection_manager({**local_replies(pools.replies), **trusting_first_hop(plan)}),
        merged(http("router", "Router", upstream, ROUTER)),
    ]
    return envoy_filter(scope, pools.deployment.selector, pools.object_name, patches)


def _rule(scope: Construct, pools: PoolsGateway) -> istio.DestinationRule:
    """Connect by mutual TLS; the server name of a namespace's subset chooses the listener of the namespace."""
    return _DestinationRule(
        scope,
        "DestinationRule-pools",
        metadata=ApiObjectMetadata(name=pools.object_name),
        spec=istio.DestinationRuleSpec(
            host=pools.host,
            export_to=["."],
            traffic_policy=_Policy(
                connection_pool=_Pool(
                    http=_Http(idle_timeout=_IDLE_TIMEOUT), tcp=_Tcp(connect_timeout=_CONNECT_TIMEOUT)
                ),
                tls=_Tls(mode=istio.DestinationRuleSpecTrafficPolicyTlsMode.ISTIO_UNDERSCORE_MUTUAL),
            ),
            subsets=[
                _Subset(
                    name=one.namespace,
                    traffic_policy=_SubsetPolicy(
                        tls=_SubsetTls(
                            mode=istio.DestinationRuleSpecSubsetsTrafficPolicyTlsMode.ISTIO_UNDERSCORE_MUTUAL,
                            sni=one.server_name,
                        )
                    ),
                )
                for one in pools.namespaces
            ],
        ),
    )
