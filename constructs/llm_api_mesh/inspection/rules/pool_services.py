"""Settings of a DestinationRule for the Service that istiod makes for an inference pool, which have no effect there."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules.combination import combination_ignored
from llm_api_mesh.inspection.rules.fields import Object, traffic_policies, value_at
from llm_api_mesh.spec.backends.inference_pool import is_shadow_service

_SUBSETS = "spec.subsets"


def find(item: Object) -> Iterator[Problem]:
    """Find a load balancer, which istiod replaces, and subsets, to which no HTTPRoute can lead."""
    service, *_ = str(value_at(item, "spec.host")).split(".")
    if not is_shadow_service(service):
        return
    for policy in traffic_policies(item):
        if policy.written.get("loadBalancer") and not policy.path.startswith(_SUBSETS):
            yield combination_ignored(
                f"{policy.path}.loadBalancer",
                "the picker of an inference pool chooses the replicas: istiod replaces the loadBalancer of its Service",
                "settings of connections, such as connectionPool and tls",
                "Remove loadBalancer, or use a Pool, which has a load_balancer.",
            )
    if value_at(item, _SUBSETS):
        yield combination_ignored(
            _SUBSETS,
            "subsets of an inference pool's Service get no requests: an HTTPRoute can't lead to them",
            "an inference pool for each version",
            "Remove subsets, and write versions=[...] in the InferencePool.",
        )
