"""Inference pools: what Istio can't do with them, and names that are too long."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem, show
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.names import LABEL_MAX, NAME_MAX


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse copies of requests to pools, and names of objects that no Service or route could have."""
    for target in plan.leaf_targets:
        if target.backend.picked and target.mirrors:
            yield Problem(
                path=f"{target.names.owner}mirrors",
                code="field-without-effect",
                given="mirrors of an inference pool",
                allowed="mirrors of a Pool or a ServiceRef, because the proxy sends a copy to another host than the "
                "pool's",
            )
    for pool in plan.inference_pools:
        for name in (pool.picker, pool.route) if pool.new else (pool.route,):
            if len(name) > LABEL_MAX:
                yield Problem(
                    path=pool.field,
                    code="name-too-long",
                    given=f"{show(name)} ({len(name)} characters)",
                    allowed=f"at most {LABEL_MAX} characters, of which a picker's Service has 7 after the pool's name",
                    fix="Shorten the name of the pool, of the version, or of the API.",
                )
        if len(pool.host) > NAME_MAX:
            yield Problem(
                path=pool.field,
                code="name-too-long",
                given=f"{show(pool.host)} ({len(pool.host)} characters)",
                allowed=f"at most {NAME_MAX} characters for a DNS name",
                fix="Shorten the names of the API, of its namespace, or of the gateway.",
            )
