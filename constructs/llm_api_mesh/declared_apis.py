"""The APIs and LLM gateways of one app, and the problems that they have, each alone or together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from cdk8s import Chart
from constructs import IConstruct

from llm_api_mesh.claims.claims import conflicts_of_app
from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.files.document import Document
from llm_api_mesh.inspection.own_gateways import own_gateways
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.gateway import GatewayRef
from llm_api_mesh.unsynthesized import Waiting


class DeclaredApis:
    """The APIs and LLM gateways that an app gathers until it writes its files."""

    document: Document | None
    """The part of a file that is being declared; None: a program declares."""

    def __init__(self, folder: str) -> None:
        self.document = None
        self._documents: dict[str, Document] = {}
        self._waiting = Waiting(folder)
        self._problems: list[Problem] = []
        self._plans: dict[Chart, Plan] = {}
        self._gateways: dict[Chart, GatewayPlan] = {}

    @contextmanager
    def declaring(self, document: Document) -> Iterator[None]:
        """Note that the document describes what is declared meanwhile."""
        self.document = document
        try:
            yield
        finally:
            self.document = None

    def add(self, chart: Chart, plan: Plan) -> None:
        """Add an API."""
        self._note(plan.spec.name)
        self._plans[chart] = plan

    def add_gateway(self, chart: Chart, plan: GatewayPlan) -> None:
        """Add an LLM gateway."""
        self._note(plan.spec.name)
        self._gateways[chart] = plan

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Add the problems of an API or of an LLM gateway, or of a file."""
        found = [self.document.located(one) for one in problems] if self.document else problems
        self._waiting.add(found[0].mesh)
        self._problems += found

    def checked(self, app: IConstruct, folder: str = "") -> tuple[Mapping[Chart, Plan], Mapping[Chart, GatewayPlan]]:
        """Return the plans of all APIs and all LLM gateways, if neither they nor their combination has problems."""
        self._waiting.end()
        conflicts = self._conflicts(app)
        # A chart that was removed from the tree can't conflict. The tree is only searched after a conflict: it is slow.
        if conflicts:
            self._plans = {chart: plan for chart, plan in self._plans.items() if _has(app, chart, plan)}
            self._gateways = {chart: plan for chart, plan in self._gateways.items() if _has(app, chart, plan)}
            conflicts = self._conflicts(app)
        if problems := [*self._problems, *conflicts]:
            raise self.error(problems, folder)
        return self._plans, self._gateways

    def _conflicts(self, app: IConstruct) -> list[Problem]:
        # A user's own charts are only searched for Gateways if an API has a reference to a Gateway: it is slow.
        others = app.node.children if any(map(_refers, self._plans.values())) else ()
        known = {*self._plans, *self._gateways}
        pods = own_gateways(one for one in others if one not in known)
        return conflicts_of_app(self._plans.values(), self._gateways.values(), pods)

    def error(self, problems: Iterable[Problem], folder: str = "") -> MeshError:
        """Return the error, which ends the program before other apps are synthesized."""
        Waiting.end_all()
        return MeshError(map(self._located, problems), folder)

    def _note(self, name: str) -> None:
        """Note what waits for the synthesis, and the file that describes it."""
        self._waiting.add(name)
        self._documents.pop(name, None)
        if self.document:
            self._documents[name] = self.document

    def _located(self, problem: Problem) -> Problem:
        document = None if problem.source else self._documents.get(problem.mesh)
        return document.located(problem) if document else problem


def _has(app: IConstruct, chart: Chart, plan: Plan | GatewayPlan) -> bool:
    return app.node.try_find_child(plan.spec.name) is chart


def _refers(plan: Plan) -> bool:
    return isinstance(plan.spec.gateway, GatewayRef)
