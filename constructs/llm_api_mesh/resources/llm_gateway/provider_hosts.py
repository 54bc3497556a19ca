"""Where the hosted providers are, and how the gateway verifies them."""

from __future__ import annotations

from collections.abc import Mapping

from cdk8s import ApiObjectMetadata
from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.llm_gateway.providers import ExternalHost, ProviderPlan
from llm_api_mesh.resources.traffic_policy import of_rule
from llm_api_mesh_crds.io.istio import networking as istio


class _ServiceEntry(EscapeHatch, istio.ServiceEntry):
    pass


class _DestinationRule(EscapeHatch, istio.DestinationRule):
    pass


def build_entries(scope: Construct, plan: GatewayPlan) -> Mapping[str, istio.ServiceEntry]:
    """Add the ServiceEntries; return them by their names."""
    return {one.object_name: _entry(scope, one) for one in plan.external_hosts}


def build_rules(scope: Construct, plan: GatewayPlan) -> Mapping[str, istio.DestinationRule]:
    """Add the DestinationRules; return them by their names."""
    return {one.object_name: _rule(scope, one) for one in plan.providers}


def _entry(scope: Construct, one: ExternalHost) -> istio.ServiceEntry:
    return _ServiceEntry(
        scope,
        f"ServiceEntry-{one.object_name}",
        metadata=ApiObjectMetadata(name=one.object_name),
        spec=istio.ServiceEntrySpec(
            hosts=[one.host],
            # Only for the gateway: other pods know no provider.
            export_to=["."],
            location=istio.ServiceEntrySpecLocation.MESH_UNDERSCORE_EXTERNAL,
            # All addresses of the name, so that a retry goes to another one.
            resolution=istio.ServiceEntrySpecResolution.DNS,
            # HTTP to the routes: TLS begins at the gateway, by the DestinationRule.
            ports=[
                istio.ServiceEntrySpecPorts(
                    name=one.protocol.lower(), number=one.port, target_port=one.target_port, protocol=one.protocol
                )
            ],
            endpoints=[istio.ServiceEntrySpecEndpoints(address=one.address)],
        ),
    )


def _rule(scope: Construct, one: ProviderPlan) -> istio.DestinationRule:
    return _DestinationRule(
        scope,
        f"DestinationRule-{one.object_name}",
        metadata=ApiObjectMetadata(name=one.object_name),
        spec=istio.DestinationRuleSpec(host=one.host, export_to=["."], traffic_policy=of_rule(one.policy)),
    )
