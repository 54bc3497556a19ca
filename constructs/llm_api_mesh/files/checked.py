"""All APIs and LLM gateways of files, checked together as an app checks them, but without cdk8s and Node.js.

The objects aren't built. Tests show for any valid API that its objects have no problems, except that one of them can be
too large for the API server, which only its YAML shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from llm_api_mesh.claims.claims import conflicts_of_app
from llm_api_mesh.claims.objects import same_file
from llm_api_mesh.errors import Problem
from llm_api_mesh.files.declarable import gateways_first, is_api, plan_of, undeclarable
from llm_api_mesh.files.document import Document
from llm_api_mesh.files.documents import Documents
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.reading.named_gateways import names_llm_gateway, ref_of_refused, with_named_gateway
from llm_api_mesh.spec.llm_gateway_ref import LlmGatewayRef


class Checked(NamedTuple):
    """What files describe, and what is wrong with it."""

    files: int
    apis: int
    gateways: int
    problems: Sequence[Problem]


def checked(found: Documents) -> Checked:
    """Compare all APIs and LLM gateways of files, none of which is for environments."""
    check = _Check(found)
    kinds = [document.kind for document in found.documents]
    return Checked(found.files, kinds.count("LlmApiMesh"), kinds.count("LlmGateway"), check.problems())


class _Check:
    """Declares the documents of an app one after another."""

    def __init__(self, found: Documents) -> None:
        self._problems = [*found.problems]
        self._plans: dict[str, Plan] = {}
        self._gateways: dict[str, GatewayPlan] = {}
        self._offered: dict[object, LlmGatewayRef] = {}
        self._known: dict[str, Document] = {}
        self._names: set[str] = set()
        """The files that would be written, without their endings."""
        for document in gateways_first(found.documents):
            self._declare(document)

    def problems(self) -> list[Problem]:
        """Return the problems of each document, and of all together."""
        conflicts = conflicts_of_app(self._plans.values(), self._gateways.values())
        return [*self._problems, *map(self._located, conflicts)]

    def _declare(self, document: Document) -> None:
        if problems := undeclarable(document):
            self._problems += problems
            return
        fields, unknown = self._fields(document)
        plan, others = plan_of(document, document.name, fields)
        problems = [*map(document.located, unknown), *others]
        if plan and not problems:
            problems = [document.located(one) for one in self._taken(plan)]
        self._problems += problems
        if plan and not problems:
            self._add(plan, document)
        elif not is_api(document):
            self._offered.setdefault(document.name, ref_of_refused(document.name, fields))

    def _fields(self, document: Document) -> tuple[Mapping[str, Any], Sequence[Problem]]:
        """Return the keywords of the construct, with what an API has to know of an LLM gateway that it names."""
        if is_api(document) and names_llm_gateway(document.fields):
            return with_named_gateway(document.name, document.fields, self._offered.get)
        return document.fields, ()

    def _add(self, plan: Plan | GatewayPlan, document: Document) -> None:
        self._known[plan.spec.name] = document
        if isinstance(plan, Plan):
            self._plans[plan.spec.name] = plan
        else:
            self._gateways[plan.spec.name] = plan
            self._offered[plan.spec.name] = plan.spec.ref

    def _taken(self, plan: Plan | GatewayPlan) -> list[Problem]:
        """Return a problem for each file that another construct writes, and note the files of this one."""
        name = plan.spec.name
        if name in self._names:
            return [same_file(name)]
        self._names.add(name)
        if isinstance(plan, Plan):
            beside = [object_names.at_gateway(name)]
            written = beside if plan.spec.llm_gateway and plan.patches.any else []
        else:
            beside = written = list(plan.files_beside)
        found = [same_file(file) for file in beside if file in self._names]
        self._names.update([] if found else written)
        return found

    def _located(self, problem: Problem) -> Problem:
        return self._known[problem.api].located(problem) if problem.api in self._known else problem
