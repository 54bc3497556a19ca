"""The JSON Schema of the keywords of `LlmApiMesh`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from llm_api_mesh.reading import read
from llm_api_mesh.reading.schema import options_schema

SCHEMA = options_schema()
VALIDATOR = Draft202012Validator(SCHEMA)
POOL = {"kind": "Pool", "selector": {"app": "chat"}, "target_port": 8080}
OWN = {"kind": "Gateway", "anonymous": True, "http": {"kind": "PlainHttp"}}
RIGHT = {"namespace": "ai", "hosts": ["chat.example.com"], "gateway": OWN, "backend": POOL}


def pool(**fields: Any) -> dict[str, Any]:
    return {"backend": {**POOL, **fields}}


def objects() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "LlmApiMesh", SCHEMA
    yield from SCHEMA["$defs"].items()


def test_the_schema_is_valid() -> None:
    """The schema is valid for draft 2020-12, and correct data is valid for the schema."""
    assert SCHEMA["$schema"].endswith("/2020-12/schema")
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(RIGHT)


@pytest.mark.parametrize(("name", "one"), list(objects()))
def test_everything_is_described(name: str, one: dict[str, Any]) -> None:
    """Each type and field has a title and a description, and each type takes its kind and no other field."""
    assert one["title"] == name
    assert one["description"]
    assert one["additionalProperties"] is False
    for field, values in one["properties"].items():
        if field == "kind":
            assert values == {"const": name}
        else:
            assert values["title"]
            assert values["description"]


def test_unions_require_the_kind() -> None:
    """If a field takes several types, the kind is required; if it takes one, the kind may be left out."""
    gateway = SCHEMA["properties"]["gateway"]
    assert gateway["oneOf"] == [
        {"$ref": "#/$defs/Gateway", "required": ["kind"]},
        {"$ref": "#/$defs/GatewayRef", "required": ["kind", "namespace", "name"]},
        {"$ref": "#/$defs/LlmGatewayRef", "required": ["kind", "namespace", "name"]},
    ]
    assert gateway["discriminator"] == {"propertyName": "kind"}
    assert SCHEMA["properties"]["budget"]["$ref"] == "#/$defs/Budget"
    assert "kind" not in SCHEMA["$defs"]["Budget"]["required"]


def test_durations_are_texts() -> None:
    """With a pattern, and with the default in the same form."""
    quick = SCHEMA["$defs"]["Budget"]["properties"]["quick"]
    assert quick["anyOf"][0]["type"] == "string"
    connect = SCHEMA["$defs"]["Budget"]["properties"]["connect_timeout"]
    assert (connect["type"], connect["default"]) == ("string", "2s")
    VALIDATOR.validate({**RIGHT, "budget": {"quick": "1m30s"}})


WRONG: dict[str, dict[str, Any]] = {
    "an unknown keyword": {"host": ["a.example.com"]},
    "the name, which is the id": {"name": "chat"},
    "no namespace": {"namespace": None},
    "no host": {"hosts": []},
    "one host twice": {"hosts": ["a.example.com", "a.example.com"]},
    "a host with a port": {"hosts": ["a.example.com:80"]},
    "a host that isn't a list": {"hosts": "a.example.com"},
    "a name in upper case": {"namespace": "AI"},
    "a name that is too long": {"namespace": "a" * 64},
    "a backend without a kind": {"backend": {"selector": {"app": "chat"}}},
    "a backend of an unknown kind": {"backend": {"kind": "Pond", "selector": {"app": "chat"}}},
    "another kind": {"budget": {"kind": "Retries"}},
    "a pool without pods": {"backend": {"kind": "Pool"}},
    "an empty selector": pool(selector={}),
    "a label that isn't a text": pool(selector={"app": 1}),
    "a label that is too long": pool(selector={"app": "a" * 64}),
    "a label's key": pool(selector={"a b": "c"}),
    "a port": pool(port=65536),
    "a port as a text": pool(port="80"),
    "a protocol": pool(protocol="tcp"),
    "a weight": pool(versions=[{"name": "v1", "weight": -1}]),
    "an unknown field of a version": pool(versions=[{"name": "v1", "wieght": 1}]),
    "a mapping instead of a list": pool(versions={"name": "v1"}),
    "a percentage": pool(ejection={"max_percent": 101}),
    "a number of choices": pool(load_balancer={"kind": "LeastRequest", "choices": 1}),
    "a warm-up without a unit": pool(load_balancer={"kind": "RoundRobin", "warmup": {"duration": "30"}}),
    "a duration as a number": {"budget": {"quick": 30}},
    "a negative duration": {"budget": {"quick": "-30s"}},
    "a retry condition": {"retries": {"on": ["5xx"]}},
    "no retry condition": {"retries": {"on": []}},
    "attempts": {"retries": {"attempts": 11}},
    "a path": {"match": {"path": "v1"}},
    "a header's name": {"match": {"headers": {"x y": "a"}}},
    "a preset": {"preset": "batch"},
    "a release": {"istio": 1.31},
    "a gateway's port as a text": {"gateway": {"kind": "Gateway", "anonymous": True, "https_port": "yes"}},
    "a drill without headers": {"drills": [{"name": "a", "headers": {}, "abort_status": 503}]},
    "a drill's status": {"drills": [{"name": "a", "headers": {"x-drill": "a"}, "abort_status": 200}]},
    "a provider without a name": {"backend": {"kind": "ProviderRef"}},
    "a provider in place of its name": {"backend": {"kind": "OpenAI", "api_key": "sk-proj-1234"}},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_wrong_data_is_refused_by_both(changes: dict[str, Any]) -> None:
    """The schema refuses it, and so does reading."""
    data = {**RIGHT, **changes}
    assert not VALIDATOR.is_valid(data)
    plan, problems = read("chat", data)
    assert plan is None
    assert problems
