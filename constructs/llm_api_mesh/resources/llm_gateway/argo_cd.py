"""The annotations of an LLM gateway's objects for Argo CD."""

from __future__ import annotations

from cdk8s import Chart

from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan


def annotate(chart: Chart, plan: GatewayPlan) -> None:
    """Put the objects of the gateway into their waves."""
    if not plan.spec.argo_cd:
        return
    for one in chart.api_objects:
        for name, value in plan.annotations(one.kind, one.name).items():
            one.metadata.add_annotation(name, value)
