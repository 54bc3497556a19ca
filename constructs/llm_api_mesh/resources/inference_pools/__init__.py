"""Inference pools: the objects of the Gateway API, and those of the pickers.

Their classes are imported for the first API with a pool only, as they would make every other program start later.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from cdk8s import ApiObject
from constructs import Construct

from llm_api_mesh.plan.plan import Plan


def build(scope: Construct, plan: Plan) -> Mapping[str, ApiObject]:
    """Add the objects of all pools; return them by kind and name."""
    found: dict[str, ApiObject] = {}
    for name in ("picker", "pool") if plan.inference_pools else ():
        found |= import_module(f"{__name__}.{name}").build(scope, plan)
    return found
