"""What the pods of an API may call: only an API with pods has something to restrict."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.plan import Plan


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse a way out for pods whose labels the API doesn't know."""
    if plan.outbound and not plan.outbound.sidecars:
        yield Problem(
            path="outbound",
            code="field-without-effect",
            given="outbound without a Pool",
            allowed="outbound of an API with a Pool, because the API doesn't know the labels of other pods",
        )
