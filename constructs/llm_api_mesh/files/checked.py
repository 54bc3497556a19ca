"""All APIs and LLM gateways of files, checked together as an app checks them, but without cdk8s and Node.js.

The objects aren't built. Tests show for any valid API that its objects have no problems, except that one of them can be
too large for the API server, which only its YAML shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from llm_api_mesh.claims.claims import conflicts_of_app
from llm_api_mesh.claims.objects import same_file
from llm_api_mesh.errors import Problem
from llm_api_mesh.files.declarable import plan_of, undeclarable
from llm_api_mesh.files.document import Document
from llm_api_mesh.files.folders import texts
from llm_api_mesh.files.yaml_reader import read_yaml
from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan


class Checked(NamedTuple):
    """What files describe, and what is wrong with it."""

    files: int
    apis: int
    gateways: int
    problems: Sequence[Problem]


class FilesCheck:
    """Gathers the files of an app one by one, so that a caller can show how far it is."""

    def __init__(self) -> None:
        self._files = 0
        self._documents: list[Document] = []
        self._problems: list[Problem] = []
        self._plans: dict[str, Plan] = {}
        self._gateways: dict[str, GatewayPlan] = {}
        self._known: dict[str, Document] = {}
        self._names: set[str] = set()
        """The files that would be written, without their endings."""

    def add(self, path: Path) -> Iterable[str]:
        """Read a file, or all files of a folder, and yield the path of each file that has been read."""
        for file, text, problem in texts(path):
            found = read_yaml(text, file)
            self._problems += [problem] if problem else found.problems
            for root in found.documents:
                self._declare(Document(file, root))
            self._files += 1
            yield file

    def result(self) -> Checked:
        """Compare everything that has been added."""
        conflicts = conflicts_of_app(self._plans.values(), self._gateways.values())
        problems = [*self._problems, *map(self._located, conflicts)]
        kinds = [document.kind for document in self._documents if document.is_readable]
        return Checked(self._files, kinds.count("LlmApiMesh"), kinds.count("LlmGateway"), problems)

    def _declare(self, document: Document) -> None:
        self._documents.append(document)
        if problems := undeclarable(document):
            self._problems += problems
            return
        plan, problems = plan_of(document, document.name)
        if plan:
            problems = [document.located(one) for one in self._taken(plan)]
        self._problems += problems
        if plan is None or problems:
            return
        self._known[plan.spec.name] = document
        if isinstance(plan, Plan):
            self._plans[plan.spec.name] = plan
        else:
            self._gateways[plan.spec.name] = plan

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
            beside = written = [file for file in (plan.admission_file, plan.egress_file) if file]
        found = [same_file(file) for file in beside if file in self._names]
        self._names.update([] if found else written)
        return found

    def _located(self, problem: Problem) -> Problem:
        return self._known[problem.mesh].located(problem) if problem.mesh in self._known else problem
