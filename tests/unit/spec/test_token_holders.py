"""Holders of tokens: claims that no token can have are refused."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import JwtRule, TokenHolders
from llm_api_mesh.spec.token_holders import claim_steps
from support.apps import LLM_GATEWAY, GatewayRefusal, Refusal
from support.llm_gateways import plain
from support.tokens import KEY_SET

RULE = JwtRule(issuer="https://issuer.example.com", audiences=["llm"], jwks=KEY_SET)
KNOWS = LLM_GATEWAY.model_copy(update={"knows_callers": True})


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({}, "access[0]"),
        ({"teams": []}, "access[0].teams"),
        ({"teams": [""]}, "access[0].teams[0]"),
        ({"teams": [" a"]}, "access[0].teams[0]"),
        ({"teams": ["a\nb"]}, "access[0].teams[0]"),
        ({"teams": ["="]}, "access[0].teams[0]"),
        ({"subjects": ["b\u00f3b"]}, "access[0].subjects[0]"),
        ({"claims": {"a]": ["b"]}}, "access[0].claims"),
        ({"claims": {"a..b": ["c"]}}, "access[0].claims"),
        ({"claims": {"a": ["x" * 257]}}, "access[0].claims"),
        ({"claims": {"[a.b": ["c"]}}, "access[0].claims"),
        ({"claims": {"[a.b]c": ["d"]}}, "access[0].claims"),
        ({"claims": {"[a.b][]": ["c"]}}, "access[0].claims"),
        ({"claims": {"[a b]": ["c"]}}, "access[0].claims"),
        ({"claims": {f"[{'a.' * 128}]": ["c"]}}, "access[0].claims"),
        ({"subjects": ["alice"], "claims": {"sub": ["bob"]}}, "access[0]"),
    ],
)
def test_no_token_has_these_claims(refusal: Refusal, given: dict[str, Any], path: str) -> None:
    """A condition that is empty or that Istio would read in another way is refused."""
    (problem,) = refusal(gateway=KNOWS, access=[given])
    assert problem.startswith(path), problem
    assert problem.endswith("[claim-invalid]")


@pytest.mark.parametrize(
    ("name", "fix"),
    [
        ("https://example.com/teams", "[https://example.com/teams]"),
        ("a/b", "[a/b]"),
        ("[team]", "team"),
        ("[realm_access][roles]", "realm_access.roles"),
    ],
)
def test_a_claim_has_one_spelling(refusal: Refusal, name: str, fix: str) -> None:
    """Brackets are around names that need them, so that a dot always has one meaning."""
    (problem,) = refusal(gateway=KNOWS, access=[{"claims": {name: ["a"]}}])
    assert f'Write "{fix}".' in problem
    assert dict(TokenHolders(claims={fix: ["a"]}).claims) == {fix: ("a",)}


@pytest.mark.parametrize(
    ("name", "steps"),
    [
        ("team", ("team",)),
        ("realm_access.roles", ("realm_access", "roles")),
        ("[https://example.com/teams]", ("https://example.com/teams",)),
        ("[kubernetes.io][namespace]", ("kubernetes.io", "namespace")),
    ],
)
def test_the_steps_to_a_claim(name: str, steps: tuple[str, ...]) -> None:
    """A dot leads into a claim, unless it is in brackets."""
    assert claim_steps(name) == steps


@pytest.mark.parametrize("name", ["https://example.com/team", "[https://example.com/team]", "[kubernetes.io][team]"])
def test_the_claim_of_teams_has_no_dot_in_its_name(gateway_refusal: GatewayRefusal, name: str) -> None:
    """The proxy would look for a claim within another one, and write no header."""
    (problem,) = gateway_refusal(**plain({"team_claim": name, "jwt_rules": [RULE]}))
    assert problem.startswith(f'team_claim: got "{name}". Let the issuer write the team into another claim')
    assert problem.endswith("[claim-invalid]")


def test_nobody_is_no_kind_of_callers(refusal: Refusal) -> None:
    """An empty list could mean everyone or nobody."""
    (problem,) = refusal(gateway=KNOWS, access=[])
    assert problem == ("access: got []. Leave access out. Allowed: at least one kind of callers. [claim-invalid]")
