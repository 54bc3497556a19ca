"""The scripts of the gateway as a whole: Envoy lets a request pass if a script fails, so none may name what isn't."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from llm_api_mesh import ApiKeys, GatewayProvider, JwtRule, OpenAI, VertexAI
from llm_api_mesh.resources.llm_gateway.scripts import FOLDER, script
from support.llm_gateways import KEY, written
from support.scripts import global_names, known_globals
from support.tokens import KEY_SET

EVERYTHING: Mapping[str, Any] = {
    "hosts": {"ai": ["chat.example.com"], "bi": ["reports.example.com"]},
    "jwt_rules": [JwtRule(issuer="https://issuer.example.com", audiences=["llm"], jwks=KEY_SET)],
    "pool_users": {"ai": ["bi"]},
    "providers": {
        "openai": GatewayProvider(provider=OpenAI(api_key=KEY), namespaces=["ai"], secret="provider"),  # noqa: S106
        "vertex": GatewayProvider(provider=VertexAI(project="ours"), namespaces=["ai"]),
    },
}
"""With these, a gateway with tokens has all its scripts."""
KEYS: Mapping[str, Any] = {
    **{name: value for name, value in EVERYTHING.items() if name != "jwt_rules"},
    "api_keys": ApiKeys(secret="keys"),  # noqa: S106  # the name of a Secret
}
"""With these, a gateway with API keys has all its scripts."""


def codes(value: Any) -> Iterator[str]:
    """The source of each Lua filter in some objects."""
    if isinstance(value, dict):
        if "default_source_code" in value:
            yield value["default_source_code"]["inline_string"]
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from codes(one)


@pytest.fixture(scope="module")
def all_codes(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The sources of all Lua filters of three gateways: with everything and tokens or API keys, and with nothing."""
    folder = tmp_path_factory.mktemp("scripts")
    gateways = [
        written(folder / name, **options) for name, options in (("all", EVERYTHING), ("keys", KEYS), ("no", {}))
    ]
    return {code for objects in gateways for code in codes(list(objects))}


def test_every_script_is_a_part_of_a_filter(all_codes: set[str]) -> None:
    """So the other test sees every script, together with those that it needs."""
    for path in FOLDER.iterdir():
        assert any(script(path.stem) in code for code in all_codes), path.stem


def test_no_script_names_an_unknown_variable(all_codes: set[str]) -> None:
    """A name that is written wrongly would be nil, and its use an error, after which the request would pass."""
    for code in all_codes:
        reads, writes = global_names(code)
        assert reads <= known_globals(), code
        assert writes == {"envoy_on_request"}, code


@pytest.mark.parametrize(
    ("code", "reads", "writes"),
    [
        ("local a = 1; local function b() return a end; return b()", set(), set()),
        ("return function() return function() return math.max(misspelt, 1) end end", {"math", "misspelt"}, set()),
        ("local t = {}; function t.f() end; function g() end; h = 1", set(), {"g", "h"}),
    ],
)
def test_variables_are_found(code: str, reads: set[str], writes: set[str]) -> None:
    """Globals of all functions, and neither locals nor fields."""
    assert global_names(code) == (reads, writes)
