"""Tokens of callers, and who may use an API."""

from __future__ import annotations

from hypothesis import strategies as st

from llm_api_mesh import ANY_AUDIENCE, ApiKeys, JwtRule, TokenHeader, TokenHolders
from support.strategies import words
from support.strategies.words import Keywords, built, either, some
from support.tokens import KEY_SET

_values = st.lists(
    st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=9).filter(
        lambda value: value not in {"=", "<<"}
    ),
    min_size=1,
    max_size=2,
)
# None of these is the claim of teams at a gateway.
_names = st.sampled_from(["models", "realm_access.roles", "urn:role", "[https://example.com/roles]", "[a.b][c]"])
_claims = st.dictionaries(_names, _values, min_size=1)
team_claims = st.sampled_from(["team", "org.team", "[urn/team]"])

_holders = either(
    built(TokenHolders, {"teams": _values}, subjects=_values, claims=_claims),
    built(TokenHolders, {"subjects": _values}, teams=_values, claims=_claims),
    built(TokenHolders, {"claims": _claims}, teams=_values, subjects=_values),
)
accesses = st.lists(_holders, min_size=1, max_size=2).map(tuple)

_headers = st.lists(
    either(
        st.just(TokenHeader(name="authorization", prefix="Bearer ")),
        built(TokenHeader, {"name": st.sampled_from(["x-token", "X-Api-Token"])}, prefix=st.sampled_from(["", "JWT "])),
    ),
    min_size=1,
    max_size=2,
)
_keys: st.SearchStrategy[Keywords] = st.sampled_from(
    [
        {},
        {"jwks": KEY_SET},
        {"jwks_uri": "https://keys.example.com/keys.json"},
        {"jwks_uri": "http://keys.internal/keys.json", "jwks_over_plain_http": True},
        {"jwks_uri": "https://keys.example.com/keys.json", "jwks_over_plain_http": False},
    ]
)
_audiences = st.just(ANY_AUDIENCE) | st.lists(st.sampled_from(["llm", "urn:llm"]), min_size=1, unique=True)
_more = some({"audiences": _audiences}, from_headers=_headers, forward=st.booleans())


@st.composite
def jwt_rules(draw: st.DrawFn) -> list[JwtRule]:
    """Rules, each for another issuer."""
    issuers = draw(st.lists(st.sampled_from(["https://a.example.com", "https://b.example.com/x"]), unique=True))
    return [JwtRule(issuer=issuer, **draw(_keys), **draw(_more)) for issuer in issuers]


_api_keys = built(
    ApiKeys,
    {"secret": words.labels},
    image=st.sampled_from(["opa:1", "registry.example.com/opa@sha256:00"]),
    replicas=st.integers(1, 9),
    cpu_request=st.sampled_from(["100m", "1"]),
    memory=st.sampled_from(["128Mi", "1Gi"]),
)
credentials: st.SearchStrategy[Keywords] = either(
    jwt_rules().map(lambda rules: {"jwt_rules": rules} if rules else {}),
    _api_keys.map(lambda keys: {"api_keys": keys}),
    st.just({"api_keys": None}),
)
"""How a gateway knows its callers, perhaps not at all."""
