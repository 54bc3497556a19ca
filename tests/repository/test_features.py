"""The table of features is complete, and names only tests that exist."""

from __future__ import annotations

import ast
from functools import cache

import pytest

import llm_api_mesh
from llm_api_mesh.llm_api_mesh import LlmApiMesh
from llm_api_mesh.llm_gateway import LlmGateway
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from support import ROOT
from support.features import FAULTS, FEATURES, PAGE, Row, page

ROWS = (*FEATURES, *FAULTS)


def public() -> set[str]:
    """Every exported type, and every option of each."""
    names = set(llm_api_mesh.__all__)
    for name in llm_api_mesh.__all__:
        kind = getattr(llm_api_mesh, name)
        spec = {LlmApiMesh: ApiSpec, LlmGateway: LlmGatewaySpec}.get(kind, kind)
        if isinstance(spec, type) and issubclass(spec, Spec):
            names |= {f"{name}.{field}" for field in spec.model_fields}
    return names


def test_every_option_has_a_row() -> None:
    """Each public type and option has a row, and no row names one that doesn't exist."""
    assert {option for row in ROWS for option in row.options} == public()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_row_is_proved(row: Row) -> None:
    """Each row names at least one test, and all of these tests exist."""
    assert row.tests
    for test in row.tests:
        file, _, name = test.partition("::")
        assert name in functions(file), test


@cache
def functions(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / "tests" / file).read_text())
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_the_page_is_the_table() -> None:
    """docs/features.md is as `make features` writes it."""
    assert PAGE.read_text() == page()
