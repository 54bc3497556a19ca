"""The inspection in a plain `cdk8s.App`, which runs the validations of its charts as it synthesizes."""

from __future__ import annotations

import constructs
import jsii
from cdk8s import Chart

from llm_api_mesh.inspection.charts import inspect
from llm_api_mesh.inspection.record import record_of
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan


@jsii.implements(constructs.IValidation)
class ChartValidation:
    """Inspects a chart of an API. cdk8s raises a RuntimeError with the text of the problems.

    jsii passes no Python exceptions. So the problems of single fields in a patch are raised by the patch itself.
    """

    def __init__(self, chart: Chart, api: Chart, plan: Plan) -> None:
        self._chart = chart
        self._plans = {api: plan}
        record_of(chart).patch_release = plan.spec.istio

    def validate(self) -> list[str]:
        """Return the problems as text."""
        return [str(problem) for problem in sorted(inspect([self._chart], self._plans))]


@jsii.implements(constructs.IValidation)
class GatewayValidation:
    """Inspects the chart of an LLM gateway in the same way."""

    def __init__(self, chart: Chart, plan: GatewayPlan) -> None:
        self._chart = chart
        self._plan = plan
        record_of(chart).patch_release = plan.spec.istio

    def validate(self) -> list[str]:
        """Return the problems as text."""
        return [str(problem) for problem in sorted(inspect([self._chart], {}, {self._chart: self._plan}))]
