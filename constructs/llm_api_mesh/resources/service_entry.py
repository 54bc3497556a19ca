"""Istio ServiceEntries: the hosts outside of the mesh that the gateway may reach."""

from __future__ import annotations

from typing import Any

from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.legs import PORT, FailoverPlan, failovers
from llm_api_mesh.plan.providers import ExternalHost, external_hosts
from llm_api_mesh.resources import waves
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct


class _ServiceEntry(EscapeHatch, istio.ServiceEntry):
    pass


def build(scope: Construct, mesh: Mesh) -> dict[str, istio.ServiceEntry]:
    """Add them all, and the lists of failovers' backends; give them by their names."""
    external = {one.object_name: _build(scope, mesh, one) for one in external_hosts(mesh)}
    return {**external, **{one.object_name: _build_list(scope, mesh, one) for one in failovers(mesh)}}


def _build_list(scope: Construct, mesh: Mesh, failover: FailoverPlan) -> istio.ServiceEntry:
    return _entry(
        scope,
        mesh,
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


def _build(scope: Construct, mesh: Mesh, external: ExternalHost) -> istio.ServiceEntry:
    return _entry(
        scope,
        mesh,
        external.object_name,
        hosts=[external.host],
        # All addresses that the name has, so that a retry goes to another one; never NONE, which lets the client choose
        # the address.
        resolution=istio.ServiceEntrySpecResolution.DNS,
        ports=[
            # HTTP to the routes: TLS begins at the gateway, by the DestinationRule.
            istio.ServiceEntrySpecPorts(
                name=external.protocol.lower(), number=external.port, protocol=external.protocol
            )
        ],
        endpoints=[istio.ServiceEntrySpecEndpoints(address=external.address)],
    )


def _entry(scope: Construct, mesh: Mesh, name: str, **spec: Any) -> istio.ServiceEntry:
    return _ServiceEntry(
        scope,
        f"ServiceEntry-{name}",
        metadata=waves.metadata(name),
        spec=istio.ServiceEntrySpec(
            # For nobody but the gateway: what a pod sends to a provider itself stays unknown to the mesh, and loopback
            # addresses are other pods' own elsewhere.
            export_to=[mesh.gateway.pod_namespace],
            location=istio.ServiceEntrySpecLocation.MESH_UNDERSCORE_EXTERNAL,
            **spec,
        ),
    )
