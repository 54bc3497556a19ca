"""The base of all specification types: what `help` and editors show of them."""

from __future__ import annotations

import ast
import inspect
import pydoc
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import get_args

import pytest

import llm_api_mesh
from llm_api_mesh import LlmApiMesh, Pool, Version
from llm_api_mesh.spec import base
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import Spec

TYPES = [
    kind
    for kind in map(llm_api_mesh.__getattr__, llm_api_mesh.__all__)
    if inspect.isclass(kind) and issubclass(kind, Spec)
]


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_help_begins_with_what_a_type_is(kind: type[Spec]) -> None:
    """Each type has its own docstring, which `help` shows after the name and the keywords, before all else."""
    assert "__doc__" in vars(kind)
    first, *_ = (kind.__doc__ or "").splitlines()
    shown = pydoc.plain(pydoc.render_doc(kind)).splitlines()
    start = shown.index(f" |  {first}")
    assert start <= 5
    assert "pydantic" not in "".join(shown[:start])


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: kind.__name__)
def test_a_signature_has_the_fields_with_plain_types(kind: type[Spec]) -> None:
    """Keywords only, with the defaults of the fields, and without what the annotations hold for pydantic."""
    parameters = inspect.signature(kind).parameters
    assert list(parameters) == list(kind.model_fields)
    for name, parameter in parameters.items():
        field = kind.model_fields[name]
        assert parameter.kind is inspect.Parameter.KEYWORD_ONLY
        assert (parameter.default is inspect.Parameter.empty) == field.is_required()
        assert not any(word in str(parameter.annotation) for word in ("Annotated", "Rule", "Tag"))


def test_types_in_a_signature() -> None:
    """Rules are removed at every level of a type, including unions."""
    parameters = inspect.signature(Pool).parameters
    assert parameters["selector"].annotation == Mapping[str, str]
    assert parameters["versions"].annotation == Sequence[Version]
    assert parameters["replicas"].annotation == int | None
    balancers = get_args(parameters["load_balancer"].annotation)
    assert [kind.__name__ for kind in balancers] == [
        *("LeastRequest", "RoundRobin", "Random", "ConsistentHash", "Passthrough")
    ]
    assert inspect.signature(llm_api_mesh.Budget).parameters["connect_timeout"].annotation is timedelta
    assert "headers: collections.abc.Mapping[str, str] = {}" in str(inspect.signature(llm_api_mesh.Match))


def test_editors_find_no_constructor_but_the_fields() -> None:
    """For type checkers the base has no constructor, whose docstring editors would show instead of the type's."""
    tree = ast.parse(Path(base.__file__).read_text())
    seen = next(one for one in tree.body if isinstance(one, ast.If) and ast.unparse(one.test) == "TYPE_CHECKING")
    metaclass, parent = [one for one in seen.body if isinstance(one, ast.ClassDef)]
    assert "dataclass_transform" in ast.unparse(metaclass.decorator_list[0])
    assert parent.bases == []
    assert "__init__" not in [getattr(one, "name", "") for one in parent.body]


def test_the_construct_documents_its_keywords() -> None:
    """The keywords are in the docstring of the constructor, which editors show instead of that of cdk8s."""
    docs = inspect.getdoc(LlmApiMesh.__init__) or ""
    assert docs.startswith("Declare an LLM API behind Istio.")
    for name in ApiSpec.model_fields.keys() - {"name"}:
        assert f"\n    {name}: " in docs
