"""The longest time of an ejection: Envoy multiplies the length by the number of ejections, up to five minutes.

For a pool alone, a longer ejection saves requests. Where another backend takes over, it only keeps the pool unused
after it has recovered.
"""

from __future__ import annotations

from llm_api_mesh.described import Described
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import cluster, envoy_filter
from llm_api_mesh.spec.durations import envoy_duration
from llm_api_mesh_crds.io.istio import networking as istio

PURPOSE = "return-time"


def build(plan: Plan) -> Described[istio.EnvoyFilter] | None:
    """Describe the EnvoyFilter, for pools with a longest time."""
    patches = [
        cluster(host, {"outlier_detection": {"max_ejection_time": envoy_duration(longest)}})
        for host, longest in plan.patches.return_time.items()
    ]
    return envoy_filter(plan, PURPOSE, patches)
