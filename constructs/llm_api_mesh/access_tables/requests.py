"""Requests and callers as concrete samples: what a client sends, and which token it has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from llm_api_mesh.access_tables.patterns import Pattern

CLAIMS = "@request.auth.claims"
"""What the name of a header begins with by which a VirtualService matches a claim."""

ANY_SUBJECT = "anyone"
"""The subject of a sample token, if no condition asks for another one."""


@dataclass(frozen=True)
class Request:
    """What a client sends."""

    method: str = "POST"
    path: str = "/v1/chat/completions"
    headers: Mapping[str, str] = field(default_factory=dict)
    """In lower case."""
    model: str = ""
    """The model that the body names; empty if there is none."""
    written: Mapping[str, str] = field(default_factory=dict)
    """Further headers that the gateway writes for it, of which a sample says nothing else."""


@dataclass(frozen=True)
class Claim:
    """A condition on a claim of a token."""

    path: tuple[str, ...]
    pattern: Pattern

    def __str__(self) -> str:
        return f"{'.'.join(self.path)} {self.pattern.words}"


@dataclass(frozen=True)
class Caller:
    """One kind of callers."""

    name: str
    claims: Mapping[tuple[str, ...], str] | None = None
    """The claims of a sample token beside the subject; None: there is no token."""

    @property
    def token(self) -> Mapping[tuple[str, ...], str] | None:
        """All claims of the sample token."""
        return None if self.claims is None else {("sub",): ANY_SUBJECT, **self.claims}


@dataclass(frozen=True)
class View:
    """A request as a proxy sees it when it chooses a route."""

    request: Request
    host: str
    port: int
    gateway: str
    headers: Mapping[str, str]
    """The client's headers, and those that the proxy has written."""
    token: Mapping[tuple[str, ...], str] | None
    """The claims of the token that the proxy has verified."""

    @property
    def path(self) -> str:
        """The path without the query."""
        return self.request.path.partition("?")[0]

    @property
    def query(self) -> Mapping[str, str]:
        """The parameters of the query."""
        pairs = (one.partition("=") for one in self.request.path.partition("?")[2].split("&") if one)
        return {name: value for name, _, value in pairs}


def claim_path(header: str) -> tuple[str, ...]:
    """The path of the claim in the name of a header, in Istio's notation: `[org][tier]` or `.sub`."""
    rest = header.removeprefix(CLAIMS)
    if rest.startswith("["):
        return tuple(rest[1:-1].split("]["))
    return tuple(rest.removeprefix(".").split("."))


def nested(claims: Mapping[tuple[str, ...], str]) -> dict[str, object]:
    """The claims as a token has them."""
    found: dict[str, object] = {}
    for path, value in sorted(claims.items()):
        place = found
        for step in path[:-1]:
            inner = place.setdefault(step, {})
            place = inner if isinstance(inner, dict) else {}
        place[path[-1]] = value
    return found


def claims_of(matches: Mapping[str, object]) -> Iterator[Claim]:
    """The conditions on claims among those of a match's headers."""
    for name, value in matches.items():
        if name.startswith(CLAIMS):
            yield Claim(claim_path(name), Pattern.of(value))
