"""The APIs of one app, and the problems that they have, each alone or together."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from cdk8s import Chart
from constructs import IConstruct

from llm_api_mesh.claims import Claims
from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.plan.plan import Plan


class DeclaredApis:
    """The APIs that an app gathers until it writes its files."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._plans: dict[Chart, Plan] = {}

    def add(self, chart: Chart, plan: Plan) -> None:
        """Add an API."""
        self._plans[chart] = plan

    def refuse(self, problems: Collection[Problem]) -> None:
        """Add the problems of an API."""
        self._problems += problems

    def checked(self, app: IConstruct) -> Mapping[Chart, Plan]:
        """Return the plans of all APIs, if neither they nor their combination has problems."""
        conflicts = _conflicts(self._plans.values())
        # An API that was removed from the tree can't conflict. The tree is only searched after a conflict, because that
        # is slow.
        if conflicts:
            found = self._plans.items()
            self._plans = {chart: plan for chart, plan in found if app.node.try_find_child(plan.spec.name) is chart}
            conflicts = _conflicts(self._plans.values())
        if problems := [*self._problems, *conflicts]:
            raise MeshError(problems)
        return self._plans


def _conflicts(plans: Collection[Plan]) -> list[Problem]:
    claims = Claims()
    problems: list[Problem] = []
    for plan in sorted(plans, key=lambda plan: plan.spec.name):
        if found := claims.conflicts(plan):
            problems += found
        else:
            claims.add(plan)
    return [*problems, *(problem for plan in plans for problem in claims.unserved(plan.spec))]
