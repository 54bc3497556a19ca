"""`llm-api-mesh explain`."""

from __future__ import annotations

import pytest

from llm_api_mesh.command_line.fields import read_fields
from llm_api_mesh.reading.docs import field_docs
from llm_api_mesh.spec.version import Version
from support.command_line import invoke


@pytest.mark.parametrize("path", ["LlmApiMesh.backend.versions.weight", "backend.versions[v2].weight"])
def test_a_field(path: str) -> None:
    """It prints the allowed values, and each note of the docstring as a paragraph."""
    done = invoke("explain", path)
    assert done.exit_code == 0
    first, second, *rest = done.stdout.splitlines()
    assert (first, second) == ("Version.weight", "  Allowed: a whole number from 0 to 1,000,000 or nothing.")
    assert " ".join(" ".join(rest).split()) == field_docs(Version)["weight"]
    assert any(line.startswith("  Default: ") for line in rest)
    assert any(line.startswith("  Becomes: ") for line in rest)
    assert max(map(len, rest)) <= 100


def test_a_field_of_several_types() -> None:
    """It names the types with their fields."""
    shown = invoke("explain", "LlmApiMesh.backend").stdout
    assert "Allowed: Pool, ServiceRef, Failover, ProviderRef, InferencePool, InferencePoolRef or nothing." in shown
    assert "  Pool: name, selector, model, target_port, " in shown


def test_a_list_with_a_name() -> None:
    """The names are said once."""
    shown = " ".join(invoke("explain", "paths").stdout.split())
    assert 'Allowed: a list of PublicPath, at least 1, "ALL_PATHS" or "OPENAI_PATHS" or nothing.' in shown


def test_a_type() -> None:
    """It has each of its fields with one sentence."""
    shown = invoke("explain", "Version").stdout
    assert shown.startswith("Version\n  Pods of a pool that run one version of the model or its server.\n")
    for field in read_fields().of("Version"):
        assert f"\n  {field.name} " in shown


def test_every_type_and_field() -> None:
    """Each can be explained, and every value has words."""
    fields = read_fields()
    for name in [*fields.roots, *fields.beginning_with("")]:
        done = invoke("explain", name)
        assert done.exit_code == 0, name
        assert "  Allowed: a mapping.\n" not in done.stdout, name


def test_an_unknown_field() -> None:
    """The nearest name is said, and the status is that of wrong use."""
    done = invoke("explain", "LlmApiMesh.bakend")
    assert done.exit_code == 2
    assert "Did you mean backend?" in done.stderr
