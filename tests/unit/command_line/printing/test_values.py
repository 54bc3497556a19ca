"""What a JSON Schema allows, in words."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh.command_line.printing.values import allowed


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "boolean"}, "true or false"),
        ({"type": "integer", "minimum": 1, "maximum": 65535}, "a whole number from 1 to 65,535"),
        ({"type": "number", "exclusiveMinimum": 0}, "a number, more than 0"),
        ({"type": "string", "maxLength": 63}, "a text, at most 63 characters"),
        ({"type": "string", "examples": ["20s", "1m30s"]}, 'a text such as "20s" or "1m30s"'),
        ({"enum": ["chat", "agents"]}, '"chat" or "agents"'),
        ({"const": "x"}, '"x"'),
        ({"$ref": "#/$defs/Pool"}, "Pool"),
        ({"anyOf": [{"type": "null"}, {"type": "integer"}]}, "a whole number or nothing"),
        (
            {"anyOf": [{"oneOf": [{"$ref": "#/$defs/A"}, {"$ref": "#/$defs/B"}]}, {"type": "null"}]},
            "A, B or nothing",
        ),
        ({"type": ["integer", "string"]}, "a whole number or a text"),
        ({"type": "array", "items": {"type": "string"}, "minItems": 1}, "a list of texts, at least 1"),
        ({"type": "array", "items": {"$ref": "#/$defs/Route"}}, "a list of Route"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "a mapping from names to texts"),
        (
            {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
            "a mapping from names to lists of texts",
        ),
    ],
)
def test_words(schema: dict[str, Any], words: str) -> None:
    """Each keyword of the published schema has words."""
    assert allowed(schema) == words
