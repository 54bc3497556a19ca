"""The keywords of the construct."""

from __future__ import annotations

from typing import Required, get_origin, get_type_hints

from llm_api_mesh.llm_gateway import LlmGateway
from llm_api_mesh.options import LlmApiMeshOptions
from llm_api_mesh.spec.api import ApiSpec


def test_keywords_of_the_construct_are_the_specification_s() -> None:
    """`LlmApiMesh` takes the fields of `Mesh`, except the name, which is the construct's id."""
    fields = {name: field for name, field in ApiSpec.model_fields.items() if name != "name"}
    hints = get_type_hints(LlmApiMeshOptions, localns={"LlmGateway": LlmGateway}, include_extras=True)
    assert list(hints) == list(fields)
    assert [name for name, field in fields.items() if field.is_required()] == [
        name for name, hint in hints.items() if get_origin(hint) is Required
    ]
