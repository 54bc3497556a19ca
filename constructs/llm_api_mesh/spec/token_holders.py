"""Holders of tokens, as the claims of their tokens describe them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Annotated, Self

from frozendict import frozendict
from pydantic import model_validator

from llm_api_mesh.errors import show
from llm_api_mesh.spec.base import List, Rule, Spec, refused
from llm_api_mesh.spec.values import YAML_SYNTAX

SUBJECT = "sub"
"""The claim with the caller's own name."""
TEAM = "team"
"""The claim with the caller's team, unless the gateway says otherwise."""

_LONGEST = 256
_PLAIN = r"[A-Za-z0-9_:-]+"
# Printable ASCII without spaces and brackets.
_ANY = r"[!-Z\\^-~]+"
_CLAIM = re.compile(rf"{_PLAIN}(\.{_PLAIN})*|(\[{_ANY}\])+")


def claim_steps(name: str) -> tuple[str, ...]:
    """Return the names that lead to a claim: its own is the last one, after those of the claims that it is in."""
    return tuple(name[1:-1].split("][") if name.startswith("[") else name.split("."))


def _claim(name: str) -> str:
    if not _CLAIM.fullmatch(name) or len(name) > _LONGEST:
        raise refused(
            "claim-invalid",
            allowed="letters, digits, underscores, hyphens and colons, with a dot between a claim and one in it, such "
            'as "realm_access.roles"; brackets around names that have dots or other characters, such as '
            '"[https://example.com/teams]"',
            fix=f"Write {show(f'[{name}]')}." if "/" in name and _CLAIM.fullmatch(f"[{name}]") else "",
        )
    if name.startswith("[") and all(re.fullmatch(_PLAIN, step) for step in claim_steps(name)):
        raise refused(
            "claim-invalid",
            allowed="brackets only if a name has a dot or another character that isn't a letter, a digit, an "
            "underscore, a hyphen or a colon",
            fix=f"Write {show('.'.join(claim_steps(name)))}.",
        )
    return name


def _team_claim(name: str) -> str:
    plain_url = "/" in name and not name.startswith("[")
    if any("." in step for step in claim_steps(f"[{name}]" if plain_url else name)):
        raise refused(
            "claim-invalid",
            allowed="a claim whose own name has no dot, because the proxy takes each dot for a step into a claim when "
            "it writes x-llm-team",
            fix="Let the issuer write the team into another claim, or write TokenHolders(claims=...) for each access.",
        )
    return _claim(name)


def _value(value: str) -> str:
    if not value or len(value) > _LONGEST or not value.isascii() or not value.isprintable() or value != value.strip():
        raise refused(
            "claim-invalid", allowed=f"1 to {_LONGEST} printable ASCII characters, without spaces at the ends"
        )
    if value in YAML_SYNTAX:
        raise refused("claim-invalid", allowed='a value other than "=" and "<<", which have a meaning in YAML')
    return value


def _values(values: Sequence[str]) -> tuple[str, ...]:
    if not values:
        raise refused("claim-invalid", given="[]", allowed="at least one value")
    return tuple(sorted(set(values)))


def _claims(claims: Mapping[str, Sequence[str]]) -> Mapping[str, Sequence[str]]:
    return frozendict(dict(sorted(claims.items())))


ClaimName = Annotated[str, Rule(_claim, pattern=_CLAIM.pattern, maxLength=_LONGEST)]
"""The name of a claim; a dot leads to a claim within another one, and brackets are around names with dots."""
TeamClaim = Annotated[str, Rule(_team_claim, pattern=_CLAIM.pattern, maxLength=_LONGEST)]
"""The name of a claim that the gateway writes into a header."""
Values = Annotated[List[Annotated[str, Rule(_value, maxLength=_LONGEST)]], Rule(_values, minItems=1)]
"""Values of a claim, of which a token has one."""


class TokenHolders(Spec):
    """Callers whose tokens meet all conditions. With API keys, what the authorizer knows of a key is its token.

    A claim of a token may be a text or a list of texts, of which one must be equal to one of the values. Other claims,
    such as numbers, meet no condition.

    Becomes: `VirtualService.spec.http[].match[].headers` with the names `@request.auth.claims[...]`.
    """

    teams: Values | None = None
    """The teams, as the gateway's `team_claim` names them. Default: any. Becomes: a condition on this claim."""
    subjects: Values | None = None
    """The callers' own names, as the issuer's `sub` has them. Default: any. Becomes: a condition on `sub`."""
    claims: Annotated[Mapping[ClaimName, Values], Rule(_claims)] = frozendict({})
    """Further claims, each with its values, such as `{"realm_access.roles": ["chat"]}`: a dot leads to a claim in
    another one. Names that have dots or slashes are in brackets, such as `[https://example.com/teams]` and
    `[kubernetes.io][namespace]`. Default: any. Becomes: conditions on these claims."""

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.teams is None and self.subjects is None and not self.claims:
            raise refused(
                "claim-invalid", given="TokenHolders without a condition", allowed="teams, subjects or claims"
            )
        if self.subjects is not None and SUBJECT in self.claims:
            raise refused("claim-invalid", given=f'subjects and the claim "{SUBJECT}"', allowed="one of them")
        return self

    def conditions(self, team_claim: str) -> Mapping[str, tuple[str, ...]]:
        """The values of each claim, of which a token has one."""
        teams = {team_claim: self.teams} if self.teams is not None else {}
        subjects = {SUBJECT: self.subjects} if self.subjects is not None else {}
        found = {**teams, **subjects, **self.claims}
        return {name: tuple(values) for name, values in sorted(found.items())}


def _access(access: Sequence[TokenHolders]) -> tuple[TokenHolders, ...]:
    if not access:
        raise refused("claim-invalid", given="[]", allowed="at least one kind of callers", fix="Leave access out.")
    return tuple(sorted(set(access), key=lambda one: sorted(one.conditions("").items())))


Access = Annotated[List[TokenHolders], Rule(_access, minItems=1)]
"""Kinds of callers, of which a caller must be one."""
