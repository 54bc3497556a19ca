"""Who may come in, and what the gateway tells backends about them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from llm_api_mesh.plan.llm_gateway.headers import STATED_MODEL, STATEMENTS, SUBJECT, TEAM
from llm_api_mesh.spec.jwt_rule import JwtRule
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec, RedirectToHttps
from llm_api_mesh.spec.token_holders import SUBJECT as SUBJECT_CLAIM
from llm_api_mesh.spec.token_holders import claim_steps


@dataclass(frozen=True, kw_only=True)
class Callers:
    """How the gateway knows its callers."""

    object_name: str
    """Name of the RequestAuthentication."""
    policy_name: str
    """Name of the AuthorizationPolicy by which a token is required."""
    rules: tuple[JwtRule, ...]
    statements: tuple[tuple[str, str], ...]
    """The claims that backends get to know, as Envoy names them, each with its header."""
    token_headers: tuple[str, ...]
    """The headers in which a request may have a token."""
    hosts: tuple[str, ...]
    """The hosts that need no token."""
    anonymous_port: int | None
    """The port that needs no token: it only leads to HTTPS."""

    @property
    def anonymous_hosts(self) -> tuple[str, ...]:
        """The hosts that need no token, with and without a port, in Istio's notation."""
        return tuple(name for host in self.hosts for name in _with_port(host))


def derive_callers(spec: LlmGatewaySpec) -> Callers | None:
    """Return it; None: the gateway verifies no tokens."""
    if not spec.jwt_rules:
        return None
    return Callers(
        object_name=spec.name,
        policy_name=f"{spec.name}-tokens",
        rules=tuple(spec.jwt_rules),
        statements=((SUBJECT_CLAIM, SUBJECT), (".".join(claim_steps(spec.team_claim)), TEAM)),
        token_headers=tuple(sorted({one.name for rule in spec.jwt_rules for one in rule.from_headers})),
        hosts=tuple(spec.anonymous_hosts or ()),
        anonymous_port=spec.http.port if isinstance(spec.http, RedirectToHttps) else None,
    )


def forged_headers(spec: LlmGatewaySpec) -> tuple[str, ...]:
    """Return the headers by which a client could pose as another one, whatever token it has.

    The filter that verifies tokens removes the subject and the team that a client sends. Many model servers read a
    header with underscores as the one with hyphens.
    """
    if not spec.jwt_rules:
        return ()
    return (STATED_MODEL, *(one for name in STATEMENTS for one in _with_underscores(name)))


def claimed_headers(spec: LlmGatewaySpec) -> tuple[str, ...]:
    """Return the headers that only the filter which verifies tokens may have written.

    It lets preflights pass without a look at them.
    """
    return (SUBJECT, TEAM) if spec.jwt_rules else ()


def _with_port(host: str) -> Iterator[str]:
    yield host
    # Istio has no pattern with a star at both ends.
    if not host.startswith("*"):
        yield f"{host}:*"


def _with_underscores(name: str) -> Sequence[str]:
    first, *others = name.split("-")
    spellings = ("".join((first, *parts)) for parts in product(*(("-" + one, "_" + one) for one in others)))
    return [one for one in spellings if one != name]
