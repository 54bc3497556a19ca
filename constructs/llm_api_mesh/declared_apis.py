"""The APIs and LLM gateways of one app, and the problems that they have, each alone or together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from cdk8s import Chart
from constructs import Construct

from llm_api_mesh.claims.claims import conflicts_of_app
from llm_api_mesh.described import DescribedFile
from llm_api_mesh.errors import MeshError, Problem
from llm_api_mesh.files.document import Document
from llm_api_mesh.inspection.own_gateways import own_gateways
from llm_api_mesh.lazy_chart import LazyChart, tree
from llm_api_mesh.overlays.origins import Origins
from llm_api_mesh.overlays.overlays import Overlays
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.gateway import GatewayRef
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef
from llm_api_mesh.unsynthesized import Waiting

_Problems = tuple[Problem, ...]

_UNCHANGED = Origins()
"""Of constructs without overlays."""


class DeclaredApis:
    """The APIs and LLM gateways that an app gathers until it writes its files."""

    document: Document | None
    """The part of a file that is being declared; None: a program declares."""

    overlays: Overlays
    """What differs in the environment of the app; nothing without environments."""

    changed: frozenset[str] | None
    """The files of which the app writes what they describe, and leaves everything else alone; None: it writes all."""

    def __init__(self, waiting: Waiting) -> None:
        self.document = None
        self.overlays = Overlays()
        self.changed = None
        self.gateways: dict[str, LlmGatewayRef] = {}
        """What APIs have to know of the app's LLM gateways, by their names."""
        self._documents: dict[str, Document] = {}
        self._origins: dict[str, Origins] = {}
        self._waiting = waiting
        self._problems: list[Problem] = []
        self._plans: dict[Chart, Plan] = {}
        self._gateways: dict[Chart, GatewayPlan] = {}
        self._lazy: list[LazyChart] = []

    @property
    def writes(self) -> bool:
        """Whether the app writes the file of what is being declared."""
        return self.changed is None or self.document is None or self.document.label in self.changed

    def unchanged(self) -> frozenset[str]:
        """Return the names of the files that stay as they are; none if the app writes all."""
        if self.changed is None:
            return frozenset()
        return frozenset(name for name, files in self.sources().items() if self.changed.isdisjoint(files))

    @contextmanager
    def declaring(self, document: Document) -> Iterator[None]:
        """Note that the document describes what is declared meanwhile."""
        self.document = document
        try:
            yield
        finally:
            self.document = None

    def merged(self, kind: type[Spec], name: object, options: Mapping[str, Any]) -> tuple[Mapping[str, Any], _Problems]:
        """Return the keywords of a construct with what differs in the environment, and the problems of this."""
        if not isinstance(name, str) or not self.overlays.of(kind, name):
            self.overlays.note(kind, name)
            return options, ()
        found = self.overlays.merged(kind, name, options)
        self._origins[name] = found.origins
        return found.options, tuple(found.problems)

    def add(self, chart: Chart, plan: Plan) -> None:
        """Add an API."""
        self._note(plan.spec.name)
        self._plans[chart] = plan

    def add_gateway(self, chart: Chart, plan: GatewayPlan) -> None:
        """Add an LLM gateway."""
        self._note(plan.spec.name)
        self._gateways[chart] = plan
        self.gateways[plan.spec.name] = plan.spec.ref

    def refuse(self, problems: Sequence[Problem]) -> None:
        """Add the problems of an API or of an LLM gateway, or of a file."""
        found = [one if one.source else self._in_document(one, self.document) for one in problems]
        self._waiting.add(found[0].api)
        self._problems += found

    def checked(self, app: Construct, folder: str = "") -> tuple[Mapping[Chart, Plan], Mapping[Chart, GatewayPlan]]:
        """Return the plans of all APIs and all LLM gateways, if neither they nor their combination has problems."""
        self._waiting.end()
        conflicts = self._conflicts(app)
        # A chart that was removed from the tree can't conflict. The tree is only searched after a conflict: it is slow.
        if conflicts:
            self._plans = {chart: plan for chart, plan in self._plans.items() if _has(app, chart, plan)}
            self._gateways = {chart: plan for chart, plan in self._gateways.items() if _has(app, chart, plan)}
            conflicts = self._conflicts(app)
        if problems := [*self._problems, *conflicts, *self.overlays.problems()]:
            raise self.error(problems, folder)
        return self._plans, self._gateways

    def sources(self) -> Mapping[str, Sequence[str]]:
        """Return the files that describe each of the written files, in a program the program itself."""
        found: dict[str, Sequence[str]] = {}
        for plan in self._plans.values():
            name = plan.spec.name
            found |= dict.fromkeys((name, object_names.at_gateway(name)), self._described_in(ApiSpec, name))
        for gateway in self._gateways.values():
            names = (gateway.spec.name, *gateway.files_beside)
            found |= dict.fromkeys(names, self._described_in(LlmGatewaySpec, gateway.spec.name))
        return found

    def add_lazy(self, charts: Iterable[LazyChart]) -> None:
        """Add charts whose objects may wait."""
        self._lazy += charts

    def declare_objects(self) -> None:
        """Pass all objects that wait to Node.js."""
        for chart in self._lazy:
            chart.declare_objects()

    def described(self) -> list[DescribedFile]:
        """Return the files with objects that wait."""
        return [file for chart in self._lazy if (file := chart.described)]

    def _described_in(self, kind: type[Spec], name: str) -> Sequence[str]:
        overlays = [one.document for one in self.overlays.of(kind, name)]
        documents = [self._documents.get(name), *overlays]
        labels = [one.label if one else "the program that describes it" for one in documents]
        return tuple(dict.fromkeys(labels))

    def _conflicts(self, app: Construct) -> list[Problem]:
        # A user's own charts are only searched for Gateways if an API has a reference to a Gateway: it is slow.
        others = tree(app).children if any(map(_refers, self._plans.values())) else ()
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
        return problem if problem.source else self._in_document(problem, self._documents.get(problem.api))

    def _in_document(self, problem: Problem, document: Document | None) -> Problem:
        """Add the place of a problem in the document that describes its construct, or in an overlay."""
        return self._origins.get(problem.api, _UNCHANGED).located(problem, document)


def _has(app: Construct, chart: Chart, plan: Plan | GatewayPlan) -> bool:
    return tree(app).try_find_child(plan.spec.name) is chart


def _refers(plan: Plan) -> bool:
    return isinstance(plan.spec.gateway, GatewayRef)
