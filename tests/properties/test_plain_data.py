"""Any valid API as plain data: the JSON Schema takes it, and it reads back as an equal specification."""

from __future__ import annotations

import json

from hypothesis import given, settings
from jsonschema import Draft202012Validator

from llm_api_mesh.reading import read
from llm_api_mesh.reading.plain import plain
from llm_api_mesh.reading.schema import options_schema
from support import strategies
from support.strategies import Keywords

VALIDATOR = Draft202012Validator(options_schema())


@given(strategies.apis())
@settings(max_examples=200)
def test_a_valid_api_reads_back_from_plain_data(keywords: Keywords) -> None:
    """Objects, plain data, and plain data through JSON give equal specifications, and so equal bytes."""
    plan, problems = read("chat", keywords)
    assert plan, problems
    data = json.loads(json.dumps(plain(keywords)))
    assert [error.message for error in VALIDATOR.iter_errors(data)] == []
    again, problems = read("chat", data)
    assert again, problems
    assert again.spec == plan.spec
    assert plain(again.spec) == plain(plan.spec)
