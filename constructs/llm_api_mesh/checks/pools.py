"""Pools: one Service for the pods of each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse two Services for the same pods, which would balance independently, and one Service for two pools."""
    for one, other in combinations((leaf for leaf in plan.leaf_targets if leaf.service_name), 2):
        same = one.backend == other.backend
        if one.names.slug != other.names.slug and same != (one.host == other.host):
            yield Problem(
                other.names.field,
                "service-claimed",
                f"the pods of {one.names.field} behind another Service"
                if same
                else f'a different backend with the name of {one.names.field}, "{one.host}"',
                "one name for each backend",
                "Set the same name on the Pool in both places." if same else "",
            )
