"""Istio ServiceEntries: the hosts outside of the cluster that the gateway may reach, and the backends of failovers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from constructs import Construct

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.egress import ExternalHost
from llm_api_mesh.plan.failover import PORT, FailoverPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh_crds.io.istio import networking as istio


class _ServiceEntry(EscapeHatch, istio.ServiceEntry):
    pass


def build(scope: Construct, plan: Plan) -> Mapping[str, istio.ServiceEntry]:
    """Add the ServiceEntries of external hosts and of failovers; return them by their names."""
    external = {one.object_name: _build(scope, plan, one) for one in plan.external_hosts}
    return {**external, **{one.object_name: _build_list(scope, plan, one) for one in plan.failovers}}


def _build_list(scope: Construct, plan: Plan, failover: FailoverPlan) -> istio.ServiceEntry:
    return _entry(
        scope,
        plan,
        failover.object_name,
        hosts=[failover.target.host],
        resolution=istio.ServiceEntrySpecResolution.STATIC,
        ports=[
            istio.ServiceEntrySpecPorts(
                name="http", number=failover.target.backend.port, target_port=PORT, protocol="HTTP"
            )
        ],
        endpoints=[
            istio.ServiceEntrySpecEndpoints(address=leg.address, labels=dict(failover.labels(leg)) or None)
            for leg in failover.legs
        ],
    )


def _build(scope: Construct, plan: Plan, external: ExternalHost) -> istio.ServiceEntry:
    return _entry(
        scope,
        plan,
        external.object_name,
        hosts=[external.host],
        # DNS gives all addresses of the name, so that a retry goes to another one. NONE would let the client choose the
        # address.
        resolution=istio.ServiceEntrySpecResolution.DNS,
        ports=[
            # Routes see HTTP: TLS begins at the gateway, by the DestinationRule.
            istio.ServiceEntrySpecPorts(
                name=external.protocol.lower(), number=external.port, protocol=external.protocol
            )
        ],
        endpoints=[istio.ServiceEntrySpecEndpoints(address=external.address)],
    )


def _entry(scope: Construct, plan: Plan, name: str, **spec: Any) -> istio.ServiceEntry:
    return _ServiceEntry(
        scope,
        f"ServiceEntry-{name}",
        metadata=metadata(plan, name),
        spec=istio.ServiceEntrySpec(
            # Only the gateway needs it: the proxies of other pods use no provider, and in those pods the loopback
            # addresses are their own.
            export_to=[plan.spec.pod_namespace],
            location=istio.ServiceEntrySpecLocation.MESH_UNDERSCORE_EXTERNAL,
            **spec,
        ),
    )
