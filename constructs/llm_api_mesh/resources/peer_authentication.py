"""Istio PeerAuthentications: the pods of an API accept mutual TLS only."""

from __future__ import annotations

from collections.abc import Mapping

from constructs import Construct

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


def build(scope: Construct, plan: Plan) -> Mapping[str, istio.PeerAuthentication]:
    """Add the PeerAuthentications of pools; return them by host."""
    return {target.host: _build(scope, plan, target, access) for target, access in plan.pod_access.items()}


def _build(scope: Construct, plan: Plan, target: LeafTarget, access: PodAccess) -> istio.PeerAuthentication:
    open_port = istio.PeerAuthenticationSpecPortLevelMtls(mode=_PortMode.PERMISSIVE)
    return _PeerAuthentication(
        scope,
        f"PeerAuthentication{target.names.id_suffix}",
        metadata=metadata(plan, access.object_name),
        spec=istio.PeerAuthenticationSpec(
            selector=istio.PeerAuthenticationSpecSelector(match_labels=dict(access.selector)),
            mtls=istio.PeerAuthenticationSpecMtls(mode=_Mode.STRICT),
            port_level_mtls={str(port): open_port for port in access.open_ports} or None,
        ),
    )
