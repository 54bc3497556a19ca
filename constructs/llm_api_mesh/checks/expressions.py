"""Regular expressions that can't be divided any further and are longer than Istio allows."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import Problem
from llm_api_mesh.plan.expressions import one_of_texts
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.routing.outside import models_in_paths, outside_models_in_paths, outside_public_paths
from llm_api_mesh.spec.re2 import LONGEST


def check(plan: Plan) -> Iterator[Problem]:
    """Refuse public paths and names of models that make such an expression."""
    names = models_in_paths(plan.spec)
    alone = max((len(f"^{one_of_texts([name])}/") for name in names), default=0)
    if alone > LONGEST:
        yield _too_long("model_from.prefix", alone, "Write a shorter prefix.")
        return
    outside = [*outside_public_paths(plan.spec, plan.public), *(outside_models_in_paths(plan.spec) if names else ())]
    longest = max((len(text) for one in outside for text in (one.among, one.path)), default=0)
    if longest > LONGEST and not plan.public.all:
        yield _too_long("paths", longest, "Replace paths that begin alike by one with {*} or {**}.")


def _too_long(path: str, length: int, fix: str) -> Problem:
    return Problem(
        path=path,
        code="expression-size",
        given=f"a regular expression of {length:,} bytes",
        allowed=f"up to {LONGEST:,} bytes, the limit of Istio",
        fix=fix,
    )
