"""Tokens of callers: who issues them, by which keys they are verified, and where a request has them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Annotated, ClassVar, Self
from urllib.parse import urlsplit

from pydantic import model_validator

from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.match import HEADER_PATTERN, header_name
from llm_api_mesh.spec.named_values import Named
from llm_api_mesh.spec.values import YAML_SYNTAX

ANY_AUDIENCE = ("*",)
"""The audiences of a rule that accepts tokens for every service."""

_AUDIENCES = Named(among_items=False, ANY_AUDIENCE=ANY_AUDIENCE)
_OF_GATEWAYS = "x-llm-"

# RFC 7518: what a key that isn't public has, beside the value of a symmetric key.
_PRIVATE = frozenset({"d", "dp", "dq", "k", "oth", "p", "q", "qi"})
_PUBLIC_KINDS = ("EC", "OKP", "RSA")


def _text(text: str) -> str:
    if not text or not text.isascii() or not text.isprintable() or text != text.strip() or text in YAML_SYNTAX:
        raise refused("field-invalid", allowed="printable ASCII characters without spaces at the ends")
    return text


def _audiences(audiences: Sequence[str]) -> tuple[str, ...]:
    if not audiences:
        raise refused(
            "field-invalid",
            given="[]",
            allowed="at least one audience, because a token for another service must not open this one",
            fix="To accept every audience, write ANY_AUDIENCE.",
        )
    if ANY_AUDIENCE[0] in audiences and len(audiences) > 1:
        raise refused("field-invalid", allowed="ANY_AUDIENCE alone, because it means every audience")
    return tuple(sorted(set(map(_text, audiences))))


def _token_header(name: str) -> str:
    lower = header_name(name)
    if lower.startswith(_OF_GATEWAYS):
        raise refused("header-name", allowed=f"another name, because gateways themselves write {_OF_GATEWAYS}...")
    return lower


def _prefix(prefix: str) -> str:
    if prefix and (not prefix.isascii() or not prefix.isprintable() or prefix in YAML_SYNTAX):
        raise refused("field-invalid", allowed='printable ASCII characters, such as "Bearer "')
    return prefix


def _url(url: str) -> str:
    parts = urlsplit(_text(url))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None or parts.fragment:
        raise refused("field-invalid", allowed="the URL of a JSON Web Key Set, such as https://issuer.example.com/keys")
    return url


def _no_constant(text: str) -> None:
    """Refuse NaN and infinities, which aren't JSON, although Python reads them."""
    raise ValueError(text)


def _key_set(text: str) -> str:
    """Accept public keys only, and return them in one form. No message shows the given text."""
    hidden = "a text that isn't a JSON Web Key Set"
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except (RecursionError, ValueError):
        raise refused("field-invalid", given=hidden, allowed='a JSON object with a list of "keys"') from None
    keys = found.get("keys") if isinstance(found, dict) else None
    if not isinstance(keys, list) or not keys or not all(isinstance(key, dict) for key in keys):
        raise refused("field-invalid", given=hidden, allowed='a JSON object with a list of "keys"')
    for key in keys:
        if key.get("kty") not in _PUBLIC_KINDS or not _PRIVATE.isdisjoint(key):
            raise refused(
                "key-source",
                given="a key that isn't public",
                allowed="public keys, without the private ones and without shared secrets",
            )
    return json.dumps({"keys": keys}, ensure_ascii=True, separators=(",", ":"), sort_keys=True)


class TokenHeader(Spec):
    """A header in which a request has its token.

    Becomes: `RequestAuthentication.spec.jwtRules[].fromHeaders[]`.
    """

    name: Annotated[str, Rule(_token_header, pattern=HEADER_PATTERN)]
    """Name of the header. Becomes: `fromHeaders[].name`."""
    prefix: Annotated[str, Rule(_prefix)] = ""
    """What stands before the token, such as `Bearer ` with its space. Default: nothing. Becomes:
    `fromHeaders[].prefix`."""


_AUTHORIZATION = TokenHeader(name="authorization", prefix="Bearer ")


def _headers(headers: Sequence[TokenHeader]) -> tuple[TokenHeader, ...]:
    if not headers:
        raise refused("field-invalid", given="[]", allowed="at least one header")
    return tuple(sorted(set(headers), key=lambda one: (one.name, one.prefix)))


class JwtRule(Spec):
    """The tokens of one issuer that the gateway accepts: JSON Web Tokens (RFC 7519), signed with a private key.

    The gateway accepts a token until 60 seconds after its `exp`, and from 60 seconds before its `nbf`, because clocks
    differ. A token without `exp` never expires.

    Becomes: `RequestAuthentication.spec.jwtRules[]`.
    """

    private: ClassVar[frozenset[str]] = frozenset({"jwks"})

    issuer: Annotated[str, Rule(_text)]
    """The `iss` of the tokens, compared literally. Becomes: `jwtRules[].issuer`."""
    audiences: Annotated[List[str], Rule(_audiences, minItems=1), _AUDIENCES]
    """The names of this gateway at the issuer. A token must have one of them in its `aud`. `ANY_AUDIENCE` accepts
    tokens for every service of the issuer. Becomes: `jwtRules[].audiences`."""
    jwks_uri: Annotated[str, Rule(_url, format="uri")] | None = None
    """URL of the issuer's public keys, which istiod fetches every 20 minutes. Default: none, for `jwks`; without both,
    istiod finds the URL by OpenID Connect Discovery at an issuer that is an `https` URL. Becomes:
    `jwtRules[].jwksUri`."""
    jwks_over_plain_http: bool = False
    """Whether `jwks_uri` may begin with `http:`. Whoever can change the answer on its way can sign tokens. Default:
    False. Becomes: nothing."""
    jwks: Annotated[str, Rule(_key_set)] | None = None
    """The issuer's public keys themselves, a JSON Web Key Set as text. Default: none. Becomes: `jwtRules[].jwks`."""
    from_headers: Annotated[List[TokenHeader], Rule(_headers, minItems=1)] = (_AUTHORIZATION,)
    """The headers in which a request may have the token. If it has several tokens, all of them must be valid. A token
    in the query or in a cookie isn't read, because it would stand in logs. Default: `authorization` with the prefix
    `Bearer `, as clients of OpenAI send their key. Becomes: `jwtRules[].fromHeaders`."""
    forward: bool = False
    """Whether backends get the token. Hosted providers never get it in headers that clients have for keys, such as
    `authorization` and `x-api-key`. Default: False. Becomes: `jwtRules[].forwardOriginalToken`."""

    @model_validator(mode="after")
    def _one_source(self) -> Self:
        if self.jwks is not None and self.jwks_uri is not None:
            raise refused("field-invalid", given="jwks and jwks_uri", allowed="one of them")
        if self.jwks is None and self.jwks_uri is None and not re.match(r"https://[^/]", self.issuer):
            raise refused(
                "field-required",
                given=f'neither jwks_uri nor jwks for the issuer "{self.issuer}"',
                allowed="jwks_uri or jwks, or an issuer that is an https URL, where istiod looks for the keys",
            )
        return self

    @model_validator(mode="after")
    def _encrypted(self) -> Self:
        plain = self.jwks_uri is not None and self.jwks_uri.startswith("http:")
        if plain and not self.jwks_over_plain_http:
            raise refused(
                "field-invalid",
                given=f'jwks_uri="{self.jwks_uri}"',
                allowed="an https URL, because who changes the keys on their way can sign tokens",
                fix="To accept this risk, add jwks_over_plain_http=True.",
            )
        if self.jwks_over_plain_http and not plain:
            raise refused(
                "field-without-effect", given="jwks_over_plain_http without an http URL", allowed="an http jwks_uri"
            )
        return self

    @property
    def any_audience(self) -> bool:
        """Whether tokens for every service are accepted."""
        return tuple(self.audiences) == ANY_AUDIENCE
