"""Inference pools: the objects of the Gateway API, and those of the pickers.

Their classes are imported for the first API with a pool only, as they would make every other program start later.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from cdk8s import ApiObject

from llm_api_mesh.described import Described
from llm_api_mesh.plan.plan import Plan


def build(plan: Plan) -> Mapping[str, Described[ApiObject]]:
    """Describe the objects of all pools, by kind and name."""
    found: dict[str, Described[ApiObject]] = {}
    for name in ("picker", "pool") if plan.inference_pools else ():
        found |= import_module(f"{__name__}.{name}").build(plan)
    return found
