"""Which callers a route is for: conditions on the claims of their tokens, which only a gateway knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh.spec.token_holders import TEAM, TokenHolders, claim_steps

Alternatives = tuple[tuple[HeaderValue, ...], ...]
"""Sets of conditions, of which a request must meet all of one set; none: any request."""


def allowed(mesh: Mesh, access: Sequence[TokenHolders]) -> Alternatives:
    """The conditions of which a caller meets those of one kind; none: every caller."""
    return tuple(
        tuple(claim_is(claim, values) for claim, values in callers.conditions(team_claim(mesh)).items())
        for callers in access
    )


def team_claim(mesh: Mesh) -> str:
    """The claim with the caller's team at the gateway of an API."""
    return mesh.llm_gateway.team_claim if mesh.llm_gateway else TEAM


def claim_is(claim: str, values: Sequence[str]) -> HeaderValue:
    """The condition that a claim is one of some values, or a list with one of them."""
    header = f"@request.auth.claims{''.join(f'[{step}]' for step in claim_steps(claim))}"
    if len(values) == 1:
        return HeaderValue(header=header, kind="exact", value=values[0])
    return HeaderValue(header=header, kind="regex", value="|".join(map(re.escape, sorted(values))))
