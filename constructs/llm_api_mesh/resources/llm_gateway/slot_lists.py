"""The lists of slots, to which the routes of failovers lead: a Service, its addresses, and their order."""

from __future__ import annotations

from collections.abc import Mapping

from cdk8s import ApiObject, ApiObjectMetadata
from cdk8s_plus_27 import k8s
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.llm_gateway.slots import LIST_PORT, PORT, SlotList
from llm_api_mesh_crds.io.istio import networking as istio

_Policy = istio.DestinationRuleSpecTrafficPolicy
_Pool = istio.DestinationRuleSpecTrafficPolicyConnectionPool
_Http = istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttp
_Balancer = istio.DestinationRuleSpecTrafficPolicyLoadBalancer
_Simple = istio.DestinationRuleSpecTrafficPolicyLoadBalancerSimple
_Locality = istio.DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSetting
_Outliers = istio.DestinationRuleSpecTrafficPolicyOutlierDetection
_Tls = istio.DestinationRuleSpecTrafficPolicyTls

# Well below the hour after which the gateway's own listener closes an idle connection.
_IDLE_TIMEOUT = "300s"

# For the gateway's own namespace: in other pods the loopback addresses are their own.
_EXPORT = {"networking.istio.io/exportTo": "."}


class _Service(EscapeHatch, k8s.KubeService):
    pass


class _WorkloadEntry(EscapeHatch, istio.WorkloadEntry):
    pass


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


def build(scope: Construct, plan: GatewayPlan) -> Mapping[str, ApiObject]:
    """Add the objects of all lists; return them by kind and name."""
    found: dict[str, ApiObject] = {}
    for one in plan.lists:
        found[f"Service/{one.object_name}"] = _service(scope, one)
        for slot in one.slots:
            name = one.address_name(slot)
            found[f"WorkloadEntry/{name}"] = _WorkloadEntry(
                scope,
                f"WorkloadEntry-{name}",
                metadata=ApiObjectMetadata(name=name),
                spec=istio.WorkloadEntrySpec(address=slot.address, labels=dict(one.labels(slot))),
            )
        found[f"DestinationRule/{one.object_name}"] = _rule(scope, one)
    return found


def _service(scope: Construct, one: SlotList) -> k8s.KubeService:
    port = k8s.ServicePort(
        name="http", app_protocol="http", port=LIST_PORT, target_port=k8s.IntOrString.from_number(PORT)
    )
    return _Service(
        scope,
        f"Service-{one.object_name}",
        metadata=k8s.ObjectMeta(name=one.object_name, annotations=_EXPORT),
        spec=k8s.ServiceSpec(type="ClusterIP", selector=dict(one.selector), ports=[port]),
    )


def _rule(scope: Construct, one: SlotList) -> istio.DestinationRule:
    policy = _Policy(
        load_balancer=_Balancer(
            simple=_Simple.ROUND_UNDERSCORE_ROBIN,
            locality_lb_setting=_Locality(enabled=True, failover_priority=one.priorities),
        ),
        connection_pool=_Pool(http=_Http(idle_timeout=_IDLE_TIMEOUT)),
        # Without this block Istio ignores priorities. It ejects nothing: a listener is as healthy as its backend, whose
        # replicas are ejected one by one.
        outlier_detection=_Outliers(consecutive5_xx_errors=0, consecutive_gateway_errors=0),
        tls=_Tls(mode=istio.DestinationRuleSpecTrafficPolicyTlsMode.DISABLE),
    )
    return _DestinationRule(
        scope,
        f"DestinationRule-{one.object_name}",
        metadata=ApiObjectMetadata(name=one.object_name),
        spec=istio.DestinationRuleSpec(host=one.host, export_to=["."], traffic_policy=policy),
    )
