"""What a document declares: the plan of an API or of an LLM gateway, or all of its problems."""

from __future__ import annotations

from collections.abc import Sequence

from llm_api_mesh.errors import Problem
from llm_api_mesh.files.document import Document
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.reading import read, read_gateway

_ARGUMENTS = frozenset({"cls", "id", "scope", "self"})
"""Fields that a file can't have, and that Python takes for the constructs' own arguments."""


def undeclarable(document: Document) -> Sequence[Problem]:
    """Return all problems of a document that no construct can be made of; none: it can be declared."""
    if not document.is_readable:
        return document.problems
    if not document.problems and _ARGUMENTS.isdisjoint(document.fields):
        return ()
    _, others = plan_of(document, "placeholder" if document.name is None else document.name)
    return [*document.problems, *others]


def plan_of(document: Document, name: object) -> tuple[Plan | GatewayPlan | None, Sequence[Problem]]:
    """Return the plan of a readable document, or None and its problems, with their places."""
    reader = read if document.kind == "LlmApiMesh" else read_gateway
    plan, problems = reader(name, document.fields, plain=True)
    return plan, [document.located(one) for one in problems]
