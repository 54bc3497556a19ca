"""The JSON Schema of files: APIs, LLM gateways, environments and overlays."""

from __future__ import annotations

from typing import Any

import json_schema
import pytest
from jsonschema import Draft202012Validator

from llm_api_mesh.reading.file_format import VERSION
from llm_api_mesh.reading.file_schema import file_schema

POOL = {"kind": "Pool", "selector": {"app": "chat"}, "target_port": 8080}
FILES = file_schema()
DOCUMENTS = Draft202012Validator(FILES)
API = {
    "apiVersion": "llm-api-mesh/v1",
    "kind": "LlmApiMesh",
    "name": "chat",
    "namespace": "ai",
    "hosts": ["chat.example.com"],
    "gateway": {"kind": "Gateway", "anonymous": True, "http": {"kind": "PlainHttp"}},
    "backend": POOL,
}
GATEWAY = {
    "apiVersion": "llm-api-mesh/v1",
    "kind": "LlmGateway",
    "name": "llm",
    "namespace": "llm-gateway",
    "hosts": {"ai": ["chat.example.com"]},
}


def test_the_published_schema_is_current() -> None:
    """schema/llm-api-mesh-v1.json is what `make schema` writes, and its name has the version of the format."""
    assert json_schema.FILE.read_text() == json_schema.text()
    assert json_schema.FILE.stem == VERSION.replace("/", "-")


def test_the_schema_of_files_is_valid() -> None:
    """It takes an API and an LLM gateway, each with its version, kind and name."""
    Draft202012Validator.check_schema(FILES)
    DOCUMENTS.validate(API)
    DOCUMENTS.validate(GATEWAY)
    for name, one in FILES["$defs"].items():
        assert one["title"] == name
        assert one["additionalProperties"] is False
        for field in one["properties"].values():
            assert "const" in field or "$ref" in field or field["description"]


HEADS = ["apiVersion", "kind", "name", "namespace", "hosts"]


@pytest.mark.parametrize(
    ("right", "head"),
    [*((API, head) for head in (*HEADS, "gateway")), *((GATEWAY, head) for head in HEADS)],
    ids=[*(f"API-{head}" for head in (*HEADS, "gateway")), *(f"gateway-{head}" for head in HEADS)],
)
def test_a_document_needs_its_head(right: dict[str, Any], head: str) -> None:
    """A document without one of these is refused, and so is one with another value of the first two."""
    assert not DOCUMENTS.is_valid({name: value for name, value in right.items() if name != head})
    assert not DOCUMENTS.is_valid({**right, head: "other/v2"})


HEAD = {"apiVersion": "llm-api-mesh/v1", "name": "chat", "environments": ["dev"]}
OF_API = {**HEAD, "kind": "LlmApiMeshOverlay"}
OF_GATEWAY = {**HEAD, "kind": "LlmGatewayOverlay"}
RIGHT: dict[str, dict[str, Any]] = {
    "an environment": {"apiVersion": "llm-api-mesh/v1", "kind": "Environment", "name": "dev", "istio": "1.30"},
    "an API of some environments": {**API, "environments": ["dev"]},
    "an LLM gateway of the same files": {**API, "gateway": {"kind": "LlmGateway", "name": "llm"}},
    "a text": {**OF_API, "change": {"namespace": "bi"}},
    "a whole list": {**OF_API, "change": {"hosts": ["a.example.com"]}},
    "a host": {**OF_API, "change": {"hosts": {"a.example.com": "b.example.com"}}},
    "a version": {**OF_API, "change": {"backend": {"versions": {"v2": {"weight": 50}}}}},
    "an entry": {**OF_API, "change": {"backend": {"kind": "Pool", "selector": {"app": "dev"}}}},
    "another backend": {**OF_API, "change": {"backend": {"kind": "ProviderRef", "provider": "openai"}}},
    "another LLM gateway": {**OF_API, "change": {"gateway": {"kind": "LlmGateway", "name": "other"}}},
    "nothing": {**OF_API, "change": {"cors": None, "access": None, "backend": {"ejection": None}}},
    "a backend of a model": {**OF_API, "change": {"models": {"a/b": {"backend": {"port": 80}}}}},
    "removals": {**OF_API, "remove": ["cors", "backend.versions[v1]"]},
    "a new version": {**OF_API, "add": {"backend": {"versions": [{"name": "v3", "weight": 1}]}}},
    "new hosts of a namespace": {**OF_GATEWAY, "add": {"hosts": {"ai": ["a.example.com"]}}},
    "a provider's namespaces": {**OF_GATEWAY, "change": {"providers": {"openai": {"namespaces": ["ai"]}}}},
}


@pytest.mark.parametrize("right", RIGHT.values(), ids=RIGHT)
def test_what_is_right(right: dict[str, Any]) -> None:
    """The schema takes it."""
    assert [error.message for error in DOCUMENTS.iter_errors(right)] == []


WRONG: dict[str, dict[str, Any]] = {
    "an unknown field of an API": {**OF_API, "change": {"hots": []}},
    "an unknown field of a backend": {**OF_API, "change": {"backend": {"slector": {"app": "a"}}}},
    "an unknown field of a version": {**OF_API, "change": {"backend": {"versions": {"v2": {"wieght": 1}}}}},
    "a value of another type": {**OF_API, "change": {"backend": {"versions": {"v2": {"weight": "1"}}}}},
    "a value that is out of bounds": {**OF_API, "change": {"backend": {"port": 0}}},
    "a whole item without its required fields": {**OF_API, "change": {"backend": {"versions": [{"weight": 1}]}}},
    "another kind of backend": {**OF_API, "change": {"backend": {"kind": "Pond"}}},
    "a field of another construct": {**OF_API, "change": {"providers": {}}},
    "a field beside change": {**OF_API, "hosts": ["a.example.com"]},
    "the name": {**OF_API, "change": {"name": "other"}},
    "an addition to a text": {**OF_API, "add": {"namespace": "a"}},
    "an addition without its required fields": {**OF_API, "add": {"backend": {"versions": [{"weight": 1}]}}},
    "no environments": {name: value for name, value in OF_API.items() if name != "environments"},
    "an empty list of environments": {**OF_API, "environments": []},
    "a path that is no text": {**OF_API, "remove": [1]},
    "an unknown field of an environment": {**RIGHT["an environment"], "hosts": []},
    "another release": {**RIGHT["an environment"], "istio": "1.2"},
    "an LLM gateway with further fields": {
        **API,
        "gateway": {"kind": "LlmGateway", "name": "llm", "namespace": "llm-gateway"},
    },
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_what_is_wrong(wrong: dict[str, Any]) -> None:
    """The schema refuses it."""
    assert not DOCUMENTS.is_valid(wrong)
