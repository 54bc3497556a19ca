"""What a document declares: the plan of an API or of an LLM gateway, or all of its problems."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from llm_api_mesh.errors import Problem
from llm_api_mesh.files.document import Document
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.reading import read, read_gateway
from llm_api_mesh.reading.misspelled import without_missing
from llm_api_mesh.reading.named_gateways import ANY_LLM_GATEWAY, names_llm_gateway

_ARGUMENTS = frozenset({"cls", "id", "scope", "self"})
"""Fields that a file can't have, and that Python takes for the constructs' own arguments."""


def is_api(document: Document) -> bool:
    """Return whether a document describes an API, and not an LLM gateway."""
    return document.kind == "LlmApiMesh"


def gateways_first(documents: Iterable[Document]) -> list[Document]:
    """Return the documents in an order in which each API comes after the LLM gateway that it names."""
    return sorted(documents, key=is_api)


def undeclarable(document: Document) -> Sequence[Problem]:
    """Return all problems of a readable document that no construct can be made of; none: it can be declared."""
    if not document.problems and _ARGUMENTS.isdisjoint(document.fields):
        return ()
    fields = {**document.fields}
    if is_api(document) and names_llm_gateway(fields):
        fields["gateway"] = ANY_LLM_GATEWAY
    _, others = plan_of(document, "placeholder" if document.name is None else document.name, fields)
    return [*without_missing(document.problems, fields), *others]


def plan_of(
    document: Document, name: object, fields: Mapping[str, Any]
) -> tuple[Plan | GatewayPlan | None, Sequence[Problem]]:
    """Return the plan of a document with these fields, or None and its problems, with their places."""
    reader = read if is_api(document) else read_gateway
    plan, problems = reader(name, fields, plain=True)
    return plan, [document.located(one) for one in problems]
