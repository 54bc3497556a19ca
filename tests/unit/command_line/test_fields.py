"""The fields of the specification, by their paths."""

from __future__ import annotations

import pytest

from llm_api_mesh.command_line.fields import UnknownFieldError, read_fields
from llm_api_mesh.reading.docs import field_docs
from llm_api_mesh.reading.file_format import API_VERSION, KINDS
from llm_api_mesh.spec.base import Spec

FIELDS = read_fields()
OWN = frozenset({API_VERSION, "environments"})
"""Fields of documents, which not all constructs have."""


@pytest.mark.parametrize(
    ("path", "owners"),
    [
        ("LlmApiMesh.hosts", [("LlmApiMesh",)]),
        ("hosts", [("LlmApiMesh",), ("LlmGateway",)]),
        ("backend.versions[v2].weight", [("Version",)]),
        ("LlmApiMesh.models[gpt-4.1].backend.target_port", [("Pool",)]),
        ("Version.weight", [("Version",)]),
        ("weight", [("Version",)]),
        ("versions.weight", [("Version",)]),
    ],
)
def test_a_path(path: str, owners: list[tuple[str, ...]]) -> None:
    """It begins with a type or with a field of a construct, and the names of items and of mappings don't matter."""
    found = FIELDS.find(path)
    assert {field.name for field in found} == {path.rpartition(".")[2]}
    assert [field.owners for field in found] == owners


def test_fields_that_are_alike_are_one() -> None:
    """Several types of a union can have a field, and each is named once."""
    for path, some in (
        ("backend.versions", {"InferencePool", "Pool"}),
        ("LlmGateway.providers[openai].provider.api_key", {"Mistral", "OpenAI"}),
    ):
        owners = [owner for field in FIELDS.find(path) for owner in field.owners]
        assert some <= set(owners)
        assert len(owners) == len(set(owners))


def specs(root: type[Spec] = Spec) -> list[type[Spec]]:
    return [found for kind in root.__subclasses__() for found in (kind, *specs(kind))]


def test_every_field_is_found() -> None:
    """Each type of the specification that a file can have is known, with the docstrings of its fields."""
    constructs = {kind: name for name, kind in KINDS.items()}
    known = [(constructs.get(kind, kind.__name__), kind) for kind in specs()]
    found = {name: kind for name, kind in known if FIELDS.type(name)}
    assert set(KINDS) <= found.keys()
    for name, kind in found.items():
        texts = {field.name: field.schema["description"] for field in FIELDS.of(name) if field.name not in OWN}
        assert texts == {field: text for field, text in field_docs(kind).items() if field not in OWN}, name
        required = {field.name for field in FIELDS.of(name) if field.required}
        assert required >= {one for one, field in kind.model_fields.items() if field.is_required()}


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("LlmApiMesh.backend.version", "There is no field version in backend. Did you mean versions?"),
        ("bakend", "There is no type and no field bakend. Did you mean backend?"),
        ("LlmApiMehs", "There is no type and no field LlmApiMehs. Did you mean LlmApiMesh?"),
        ("wieght", "There is no type and no field wieght. Did you mean weight?"),
        ("LlmApiMesh.preset.kind", "There is no field kind in preset, which has no fields."),
        ("Version.x", "There is no field x in Version. There are "),
        ("vrtlsrvc", "There is no type and no field vrtlsrvc. llm-api-mesh explain has those of an API, and "),
        ("", "There is no type and no field . llm-api-mesh explain has those of an API, and "),
    ],
)
def test_an_unknown_field(path: str, said: str) -> None:
    """The nearest name is said, or all names."""
    with pytest.raises(UnknownFieldError) as caught:
        FIELDS.find(path)
    assert str(caught.value).startswith(said)


def test_completed_paths() -> None:
    """A shell gets the types, the fields of the constructs, and the fields below a path."""
    assert "LlmGateway" in FIELDS.beginning_with("Llm")
    assert FIELDS.beginning_with("LlmApiMesh.hos") == ["LlmApiMesh.hosts"]
    assert FIELDS.beginning_with("nothing.h") == []
