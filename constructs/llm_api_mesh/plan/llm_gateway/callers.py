"""Who may come in, and what the gateway tells backends about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from llm_api_mesh.plan.llm_gateway.authorizer import KEY_HEADERS, Authorizer
from llm_api_mesh.plan.llm_gateway.headers import STATED_MODEL, STATEMENTS, SUBJECT, TEAM
from llm_api_mesh.spec.http import PlainHttp, RedirectToHttps
from llm_api_mesh.spec.jwt_rule import JwtRule
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from llm_api_mesh.spec.token_holders import SUBJECT as SUBJECT_CLAIM
from llm_api_mesh.spec.token_holders import claim_steps

AUTHORIZED = "envoy.filters.http.ext_authz"
"""Where the proxy keeps what an authorizer has said of a request."""
HOLDER = "caller"
"""What the authorizer calls what it knows of a key's holder."""
VERIFIED = "envoy.filters.http.jwt_authn"
"""Where the proxy keeps the claims of a token, in which the conditions of routes look for them."""
CLAIMS = "payload"
"""What it calls them."""

# What clients may write beside a host if a load balancer leads from these ports to the gateway's own.
_USUAL_PORTS = (80, 443)


@dataclass(frozen=True, kw_only=True)
class Callers:
    """How the gateway knows its callers."""

    object_name: str
    """Name of the RequestAuthentication."""
    policy_name: str
    """Name of the AuthorizationPolicy by which a token or a key is required."""
    rules: tuple[JwtRule, ...]
    """The issuers of tokens; none: callers have API keys."""
    authorizer: Authorizer | None
    """What checks API keys; None: callers have tokens."""
    statements: tuple[tuple[str, str], ...]
    """The claims that backends get to know, as Envoy names them, each with its header."""
    credential_headers: tuple[str, ...]
    """The headers in which a request may have a token or a key."""
    proof: tuple[str, tuple[str, ...]]
    """What only a request with a valid token or key has: a place where the proxy keeps facts, and the path there."""
    hosts: tuple[str, ...]
    """The hosts that need neither."""
    ports: tuple[int, ...]
    """The ports that a request may name beside such a host."""
    anonymous_port: int | None
    """The port that needs neither: it only leads to HTTPS."""

    @property
    def anonymous_hosts(self) -> tuple[str, ...]:
        """The hosts that need neither a token nor a key, with and without a port, each written out.

        Istio's patterns compare the beginning or the end of a text, and the proxy finds a route by what stands before
        the last colon. So `open.example.com:*` would be `open.example.com:x.chat.example.com:80` as well, which has the
        routes of `*.chat.example.com`; and `*.example.com` would be `chat.example.org:x.example.com`, which has those
        of `chat.example.org`.
        """
        return tuple(name for host in self.hosts for name in (host, *(f"{host}:{port}" for port in self.ports)))


def derive_callers(spec: LlmGatewaySpec, authorizer: Authorizer | None) -> Callers | None:
    """Return it; None: the gateway verifies neither tokens nor keys."""
    if not spec.jwt_rules and authorizer is None:
        return None
    headers = {one.name for rule in spec.jwt_rules for one in rule.from_headers}
    return Callers(
        object_name=spec.name,
        policy_name=f"{spec.name}-{'keys' if authorizer else 'tokens'}",
        rules=tuple(spec.jwt_rules),
        authorizer=authorizer,
        statements=((SUBJECT_CLAIM, SUBJECT), (".".join(claim_steps(spec.team_claim)), TEAM)),
        credential_headers=KEY_HEADERS if authorizer else tuple(sorted(headers)),
        proof=(AUTHORIZED, (HOLDER, SUBJECT_CLAIM)) if authorizer else (VERIFIED, (CLAIMS, "iss")),
        hosts=tuple(spec.anonymous_hosts or ()),
        ports=tuple(sorted({*_USUAL_PORTS, *_ports(spec)})),
        anonymous_port=spec.http.port if isinstance(spec.http, RedirectToHttps) else None,
    )


def forged_headers(callers: Callers | None) -> tuple[str, ...]:
    """Return the headers by which a client could pose as another one, whatever token or key it has.

    The filter that verifies tokens removes the subject and the team that a client sends, and the authorizer of keys
    refuses them. Many model servers read a header with underscores as the one with hyphens.
    """
    if callers is None:
        return ()
    return (STATED_MODEL, *(one for name in STATEMENTS for one in _with_underscores(name)))


def claimed_headers(callers: Callers | None) -> tuple[str, ...]:
    """Return the headers that only the filter which verifies tokens, or the one which asks for keys, may have written.

    Both let preflights pass without a look at them.
    """
    return (SUBJECT, TEAM) if callers else ()


def _ports(spec: LlmGatewaySpec) -> Sequence[int]:
    """Return the gateway's own ports."""
    return (spec.https_port, *([spec.http.port] if isinstance(spec.http, PlainHttp) else []))


def _with_underscores(name: str) -> Sequence[str]:
    first, *others = name.split("-")
    spellings = ("".join((first, *parts)) for parts in product(*(("-" + one, "_" + one) for one in others)))
    return [one for one in spellings if one != name]
