"""Which callers a route is for: conditions on the claims of their tokens, which only a gateway knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from llm_api_mesh.plan.expressions import groups
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.token_holders import TEAM, TokenHolders, claim_steps

Alternatives = tuple[tuple[HeaderValue, ...], ...]
"""Sets of conditions, of which a request must meet all of one set; none: any request."""


def allowed(api: ApiSpec, access: Sequence[TokenHolders]) -> Alternatives:
    """The conditions of which a caller meets those of one kind; none: every caller."""
    team = team_claim(api)
    return tuple(
        conditions
        for callers in access
        for conditions in product(*(tuple(claim_is(*one)) for one in callers.conditions(team).items()))
    )


def team_claim(api: ApiSpec) -> str:
    """The claim with the caller's team at the gateway of an API."""
    return api.llm_gateway.team_claim if api.llm_gateway else TEAM


def claim_is(claim: str, values: Sequence[str]) -> Iterator[HeaderValue]:
    """The conditions, any of which is met if a claim is one of some values, or a list with one of them."""
    header = f"@request.auth.claims{''.join(f'[{step}]' for step in claim_steps(claim))}"
    for group in groups(values):
        if len(group) == 1:
            yield HeaderValue(header=header, kind="exact", value=group[0])
        else:
            yield HeaderValue(header=header, kind="regex", value="|".join(map(re.escape, group)))
