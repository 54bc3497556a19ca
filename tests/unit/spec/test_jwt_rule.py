"""Tokens of callers: which rules are refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from llm_api_mesh import JwtRule
from support.apps import GatewayRefusal
from support.llm_gateways import plain
from support.tokens import KEY, KEY_SET

ISSUER = "https://issuer.example.com"


def rule(**changes: Any) -> dict[str, Any]:
    return {"issuer": ISSUER, "audiences": ["llm"], "jwks": KEY_SET, **changes}


def with_key(**changes: str) -> dict[str, Any]:
    """A rule with a key that is changed."""
    return rule(jwks=json.dumps({"keys": [KEY | changes]}))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (with_key(d="c2VjcmV0"), "jwt_rules[0].jwks: got a key that isn't public"),
        (with_key(kty="oct", k="c2VjcmV0"), "jwt_rules[0].jwks: got a key that isn't public"),
        (rule(jwks="{"), "jwt_rules[0].jwks: got a text that isn't a JSON Web Key Set"),
        (
            rule(jwks='{"keys": [{"kty": "RSA", "n": NaN}]}'),
            "jwt_rules[0].jwks: got a text that isn't a JSON Web Key Set",
        ),
        (rule(jwks="[" * 100_000), "jwt_rules[0].jwks: got a text that isn't a JSON Web Key Set"),
        (rule(jwks="[]"), "jwt_rules[0].jwks: got a text that isn't a JSON Web Key Set"),
        (rule(audiences=[]), "jwt_rules[0].audiences: got []"),
        (rule(audiences=["*", "llm"]), "jwt_rules[0].audiences: got"),
        (rule(jwks_uri=f"{ISSUER}/keys"), "jwt_rules[0]: got jwks and jwks_uri"),
        (rule(jwks=None, issuer="issuer"), 'jwt_rules[0]: got neither jwks_uri nor jwks for the issuer "issuer"'),
        (rule(jwks=None, jwks_uri="http://keys.internal/"), 'jwt_rules[0]: got jwks_uri="http://keys.internal/"'),
        (rule(jwks_over_plain_http=True), "jwt_rules[0]: got jwks_over_plain_http without an http URL"),
        (rule(jwks=None, jwks_uri="file:///keys"), 'jwt_rules[0].jwks_uri: got "file:///keys"'),
        (rule(issuer="a\nb"), "jwt_rules[0].issuer: got"),
        (rule(from_headers=[]), "jwt_rules[0].from_headers: got []"),
        (rule(from_headers=[{"name": "x-llm-team"}]), "jwt_rules[0].from_headers[x-llm-team].name: got"),
    ],
)
def test_a_rule_is_refused(gateway_refusal: GatewayRefusal, given: dict[str, Any], message: str) -> None:
    """Keys that aren't public, tokens for every service by an oversight, and keys that anyone may change."""
    (problem,) = gateway_refusal(**plain({"jwt_rules": [given]}))
    assert problem.startswith(message)
    assert "c2VjcmV0" not in problem


def test_a_private_key_is_never_shown() -> None:
    """Not even where a rule is printed."""
    assert KEY["x"] not in repr(JwtRule(**rule()))


def test_two_rules_for_an_issuer(gateway_refusal: GatewayRefusal) -> None:
    """Istio would take one of them."""
    (problem,) = gateway_refusal(**plain({"jwt_rules": [rule(), rule(audiences=["mail"])]}))
    assert problem.startswith(f'jwt_rules: got two rules for "{ISSUER}"')
