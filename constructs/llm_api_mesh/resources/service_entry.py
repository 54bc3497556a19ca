"""Istio ServiceEntries: the hosts outside of the cluster that the pods of an API may call."""

from __future__ import annotations

from collections.abc import Mapping

from llm_api_mesh.described import Described
from llm_api_mesh.inspection.escape_hatch import EscapeHatch
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.metadata import metadata
from llm_api_mesh_crds.io.istio import networking as istio

_HTTPS = 443


class _ServiceEntry(EscapeHatch, istio.ServiceEntry):
    pass


def build(plan: Plan) -> Mapping[str, Described[istio.ServiceEntry]]:
    """Describe the ServiceEntry of the hosts, if there are any, by its name."""
    outbound = plan.outbound
    if outbound is None or not outbound.hosts:
        return {}
    entry = Described(
        _ServiceEntry,
        "ServiceEntry",
        metadata=metadata(plan, outbound.object_name),
        spec=istio.ServiceEntrySpec(
            hosts=list(outbound.hosts),
            # Not for gateways: no route leads there.
            export_to=["."],
            location=istio.ServiceEntrySpecLocation.MESH_UNDERSCORE_EXTERNAL,
            # The sidecar resolves the name that the pod gives in TLS, whatever address the pod connects to.
            resolution=istio.ServiceEntrySpecResolution.DNS,
            ports=[istio.ServiceEntrySpecPorts(name="tls", number=_HTTPS, protocol="TLS")],
        ),
    )
    return {outbound.object_name: entry}
