"""Istio DestinationRules: how requests are spread over a backend's replicas, and which of them are a version.

Istio makes one rule of all those for a host. A version has one of its own, so that it comes before the routes to it and
goes after them: within the backend's rule it could only do one of the two.
"""

from __future__ import annotations

from datetime import timedelta

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan import names
from llm_api_mesh.plan.legs import FailoverPlan, failovers
from llm_api_mesh.plan.policy import traffic_policy, version_policy
from llm_api_mesh.resources import waves
from llm_api_mesh.resources.traffic_policy import OF_DESTINATION_RULE, OF_SUBSET
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.target import Target
from llm_api_mesh.spec.version import Version
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_Subset = istio.DestinationRuleSpecSubsets
_Policy = istio.DestinationRuleSpecTrafficPolicy
_Pool = istio.DestinationRuleSpecTrafficPolicyConnectionPool
_Http = istio.DestinationRuleSpecTrafficPolicyConnectionPoolHttp
_Balancer = istio.DestinationRuleSpecTrafficPolicyLoadBalancer
_Simple = istio.DestinationRuleSpecTrafficPolicyLoadBalancerSimple
_Locality = istio.DestinationRuleSpecTrafficPolicyLoadBalancerLocalityLbSetting
_Outliers = istio.DestinationRuleSpecTrafficPolicyOutlierDetection

# Well below the hour after which the gateway's own listener gives up a connection.
_LOOPBACK_IDLE = timedelta(minutes=5)


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


def build(scope: Construct, mesh: Mesh, target: Target) -> istio.DestinationRule:
    """Add the DestinationRule of one of the mesh's backends."""
    backend = target.backend
    return _DestinationRule(
        scope,
        f"DestinationRule{target.construct}",
        metadata=waves.metadata(target.stem),
        spec=istio.DestinationRuleSpec(
            host=target.host,
            # A provider is known to the gateway alone.
            export_to=[mesh.gateway.pod_namespace] if backend.external_service else None,
            traffic_policy=OF_DESTINATION_RULE.write(traffic_policy(mesh, backend)),
        ),
    )


def build_versions(scope: Construct, mesh: Mesh, target: Target) -> dict[str, istio.DestinationRule]:
    """Add the versions of one of the mesh's backends; give them by their names."""
    return {
        version.name: _DestinationRule(
            scope,
            f"DestinationRule{target.construct}-version-{version.name}",
            metadata=waves.metadata(names.version(target, version)),
            spec=istio.DestinationRuleSpec(host=target.host, subsets=[_subset(mesh, target, version)]),
        )
        for version in target.backend.versions
    }


def _subset(mesh: Mesh, target: Target, version: Version) -> _Subset:
    policy = version_policy(mesh, target.backend, version)
    return _Subset(
        name=version.name,
        labels=dict(version.pod_labels),
        traffic_policy=OF_SUBSET.write(policy) if policy else None,
    )


def build_failovers(scope: Construct, mesh: Mesh) -> dict[str, istio.DestinationRule]:
    """Add what puts the backends of a failover in order; give them by their names."""
    return {
        failover.object_name: _DestinationRule(
            scope,
            f"DestinationRule-{failover.object_name}",
            metadata=waves.metadata(failover.object_name),
            spec=istio.DestinationRuleSpec(
                host=failover.target.host,
                export_to=[mesh.gateway.pod_namespace],
                traffic_policy=_ordered(failover),
            ),
        )
        for failover in failovers(mesh)
    }


def _ordered(failover: FailoverPlan) -> _Policy:
    return _Policy(
        load_balancer=_Balancer(
            simple=_Simple.ROUND_UNDERSCORE_ROBIN,
            locality_lb_setting=_Locality(enabled=True, failover_priority=failover.priorities),
        ),
        connection_pool=_Pool(http=_Http(idle_timeout=istio_duration(_LOOPBACK_IDLE))),
        # Without this block Istio ignores priorities. Nothing is ever ejected by it: a leg is as good as its backend at
        # that moment, and replicas are ejected on their own.
        outlier_detection=_Outliers(consecutive5_xx_errors=0, consecutive_gateway_errors=0),
    )
