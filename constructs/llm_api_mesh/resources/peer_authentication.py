"""Istio PeerAuthentications: the pods of an API accept mutual TLS only."""

from __future__ import annotations

from collections.abc import Mapping

from llm_api_mesh.described import Described
from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.pod_access import PodAccess
from llm_api_mesh.plan.target import LeafTarget
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh_crds.io.istio import security as istio

_Mode = istio.PeerAuthenticationSpecMtlsMode
_PortMode = istio.PeerAuthenticationSpecPortLevelMtlsMode


class _PeerAuthentication(EscapeHatch, istio.PeerAuthentication):
    pass


def build(plan: Plan) -> Mapping[str, Described[istio.PeerAuthentication]]:
    """Describe the PeerAuthentications of pools, by host."""
    return {target.host: _build(plan, target, access) for target, access in plan.pod_access.items()}


def _build(plan: Plan, target: LeafTarget, access: PodAccess) -> Described[istio.PeerAuthentication]:
    open_port = istio.PeerAuthenticationSpecPortLevelMtls(mode=_PortMode.PERMISSIVE)
    return Described(
        _PeerAuthentication,
        f"PeerAuthentication{target.names.id_suffix}",
        metadata=metadata(plan, access.object_name),
        spec=istio.PeerAuthenticationSpec(
            selector=istio.PeerAuthenticationSpecSelector(match_labels=dict(access.selector)),
            mtls=istio.PeerAuthenticationSpecMtls(mode=_Mode.STRICT),
            port_level_mtls={str(port): open_port for port in access.open_ports} or None,
        ),
    )
