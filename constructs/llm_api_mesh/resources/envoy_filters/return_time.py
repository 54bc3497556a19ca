"""An ejection from a failover's pool doesn't grow: Envoy's own time is multiplied by the ejections, up to five minutes.

For a pool alone a longer ejection spares requests. Where another backend takes over, it only keeps the pool, which may
be well again, out of use.
"""

from __future__ import annotations

from llm_api_mesh.plan.legs import failovers
from llm_api_mesh.plan.policy import policies
from llm_api_mesh.resources.envoy_filters.patches import cluster, envoy_filter
from llm_api_mesh.spec.durations import envoy_duration
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct


def build(scope: Construct, mesh: Mesh, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for pools behind which there is another backend."""
    backends = {
        leg.target.host: leg.target.backend for failover in failovers(mesh) for leg in failover.legs if not leg.last
    }
    patches = [
        cluster(host, {"outlier_detection": {"max_ejection_time": envoy_duration(max(times))}})
        for host, backend in backends.items()
        # The patch is for all versions; a longer time is no shorter than any version's own.
        if (times := [one.ejection.base_time for one in policies(mesh, backend).values() if one.ejection])
    ]
    return envoy_filter(scope, mesh, name, patches)
