"""Istio Sidecars: the pods of an API call only what is named."""

from __future__ import annotations

from collections.abc import Mapping

from llm_api_mesh.described import Described
from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.outbound import OutboundPlan, PodSidecar
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh_crds.io.istio import networking as istio

_Mode = istio.SidecarSpecOutboundTrafficPolicyMode


class _Sidecar(EscapeHatch, istio.Sidecar):
    pass


def build(plan: Plan) -> Mapping[str, Described[istio.Sidecar]]:
    """Describe the Sidecars of pods, by their names."""
    outbound = plan.outbound
    return {one.object_name: _build(plan, outbound, one) for one in outbound.sidecars} if outbound else {}


def _build(plan: Plan, outbound: OutboundPlan, one: PodSidecar) -> Described[istio.Sidecar]:
    return Described(
        _Sidecar,
        f"Sidecar-{one.object_name}",
        metadata=metadata(plan, one.object_name),
        spec=istio.SidecarSpec(
            # One without a selector would act on all pods of the namespace, and those aren't the API's.
            workload_selector=istio.SidecarSpecWorkloadSelector(labels=dict(one.selector)),
            outbound_traffic_policy=istio.SidecarSpecOutboundTrafficPolicy(mode=_Mode.REGISTRY_UNDERSCORE_ONLY),
            egress=[istio.SidecarSpecEgress(hosts=list(outbound.egress))],
        ),
    )
