"""What AuthorizationPolicies say of a request: external authorizers first, then DENY, then ALLOW."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm_api_mesh.access_tables.fields import items, mapping, text, texts
from llm_api_mesh.access_tables.manifests import Manifest, Manifests
from llm_api_mesh.access_tables.outcomes import Outcome, unread
from llm_api_mesh.access_tables.selection import Pods, acts_on
from llm_api_mesh.access_tables.verdicts import Unknown, Verdict, all_of, any_of, negated

_FORBIDDEN = 403
_CLAIMS = "request.auth.claims"
_HEADERS = "request.headers"
DRY_RUN = "istio.io/dry-run"
"""The annotation of a policy that only writes what it would do into a log."""


@dataclass(frozen=True)
class Identity:
    """The identity of a caller by mutual TLS."""

    namespace: str
    service_account: str


@dataclass(frozen=True)
class Arrival:
    """A request as a proxy sees it when it asks its policies."""

    port: int
    host: str | None = None
    """None: the policies of pods are read without fields of HTTP, which differ from request to request."""
    method: str = ""
    path: str = ""
    headers: Mapping[str, str] | None = None
    identity: Identity | None = None
    token: Mapping[tuple[str, ...], str] | None = None
    issuers: tuple[str, ...] = ()
    """The issuers of which the token may be."""


@dataclass(frozen=True)
class Policies:
    """The AuthorizationPolicies that act on some pods."""

    acting: tuple[tuple[Manifest, Verdict], ...]

    @classmethod
    def on(cls, manifests: Manifests, pods: Pods) -> Policies:
        """Those that act on pods, or may."""
        every = ((one, acts_on(one, pods)) for one in manifests.kind("AuthorizationPolicy"))
        return cls(tuple((one, acts) for one, acts in every if acts is not False and not is_dry_run(one)))

    def of(self, action: str) -> Iterator[tuple[Manifest, Verdict]]:
        """Those with an action."""
        return ((one, acts) for one, acts in self.acting if action_of(one) == action)

    def refusal(self, arrival: Arrival) -> Outcome | None:
        """What DENY and ALLOW make of a request; None: they let it pass."""
        for one, acts in self.of("DENY"):
            found = all_of((acts, matches(one, arrival)))
            if isinstance(found, Unknown):
                return unread(found.reason, one.ref)
            if found:
                return Outcome("refused", _FORBIDDEN, source=one.ref)
        return self._not_allowed(arrival)

    def authorizers(self, arrival: Arrival) -> tuple[str, ...] | Unknown:
        """The external authorizers that decide about a request."""
        names = []
        for one, acts in self.of("CUSTOM"):
            found = all_of((acts, matches(one, arrival)))
            if isinstance(found, Unknown):
                return found
            if found:
                names.append(f"{text(one.spec, 'provider', 'name')} ({one.ref})")
        return tuple(names)

    def _not_allowed(self, arrival: Arrival) -> Outcome | None:
        found = [(one, acts, matches(one, arrival)) for one, acts in self.of("ALLOW")]
        admits = any_of(all_of((acts, verdict)) for _, acts, verdict in found)
        closes = any_of(acts for _, acts, _ in found)
        if admits is True or closes is False:
            return None
        source = ", ".join(one.ref for one, _, _ in found)
        for verdict in (closes, admits):
            if isinstance(verdict, Unknown):
                return unread(verdict.reason, source)
        return Outcome("refused", _FORBIDDEN, source=source)


def action_of(policy: Manifest) -> str:
    """The action of a policy."""
    return text(policy.spec, "action") or "ALLOW"


def is_dry_run(policy: Manifest) -> bool:
    """Whether a policy has no effect but lines of a log."""
    return str(policy.annotations.get(DRY_RUN, "")).lower() == "true"


def matches(policy: Manifest, arrival: Arrival) -> Verdict:
    """Whether a rule of a policy matches a request. Without rules none does."""
    return any_of(_rule(rule, arrival) for rule in items(policy.spec, "rules"))


def _rule(rule: Mapping[str, Any], arrival: Arrival) -> Verdict:
    return all_of(
        [
            *_alternatives(rule, "from", "source", lambda one: _source(one, arrival)),
            *_alternatives(rule, "to", "operation", lambda one: _operation(one, arrival)),
            *(_when(one, arrival) for one in items(rule, "when")),
        ]
    )


def _alternatives(
    rule: Mapping[str, Any], name: str, inner: str, verdict: Callable[[Mapping[str, Any]], Verdict]
) -> Iterator[Verdict]:
    if found := items(rule, name):
        yield any_of(verdict(mapping(one, inner)) for one in found)


def _source(source: Mapping[str, Any], arrival: Arrival) -> Verdict:
    identity = arrival.identity
    principal = f"cluster.local/ns/{identity.namespace}/sa/{identity.service_account}" if identity else None
    account = f"{identity.namespace}/{identity.service_account}" if identity else None
    known: dict[str, Callable[[Sequence[str]], Verdict]] = {
        "principals": lambda some: _principal(some, principal),
        "namespaces": lambda some: _one_of(some, identity.namespace if identity else None),
        "serviceAccounts": lambda some: _account(some, account),
        "requestPrincipals": lambda some: _request_principal(some, arrival),
    }
    return all_of(_field(name, source, known) for name in sorted(source))


def _operation(operation: Mapping[str, Any], arrival: Arrival) -> Verdict:
    known: dict[str, Callable[[Sequence[str]], Verdict]] = {"ports": lambda some: _one_of(some, str(arrival.port))}
    if arrival.host is not None:
        host = arrival.host.lower()
        known |= {
            "hosts": lambda some: _one_of([one.lower() for one in some], host),
            "methods": lambda some: _one_of(some, arrival.method),
            "paths": lambda some: _path(some, arrival.path),
        }
    return all_of(_field(name, operation, known) for name in sorted(operation))


def _field(name: str, fields: Mapping[str, Any], known: Mapping[str, Callable[[Sequence[str]], Verdict]]) -> Verdict:
    """One field, such as `hosts` or `notHosts`."""
    positive = name if name in known else name.removeprefix("not")
    positive = positive[:1].lower() + positive[1:]
    if positive not in known:
        return Unknown(f"a policy has the field {name}")
    found = known[positive](texts(fields, name))
    return found if positive == name else negated(found)


def _when(condition: Mapping[str, Any], arrival: Arrival) -> Verdict:
    key = text(condition, "key")
    verdicts: list[Verdict] = []
    if "values" in condition:
        verdicts.append(_condition(key, texts(condition, "values"), arrival))
    if "notValues" in condition:
        verdicts.append(negated(_condition(key, texts(condition, "notValues"), arrival)))
    return all_of(verdicts)


def _condition(key: str, values: Sequence[str], arrival: Arrival) -> Verdict:
    if key.startswith(f"{_HEADERS}[") and arrival.headers is not None:
        return _one_of(values, arrival.headers.get(key[len(_HEADERS) + 1 : -1].lower()))
    if key.startswith(f"{_CLAIMS}[") and arrival.host is not None:
        path = tuple(key[len(_CLAIMS) + 1 : -1].split("]["))
        return _one_of(values, None if arrival.token is None else arrival.token.get(path))
    if key == "request.auth.principal":
        return _request_principal(values, arrival)
    if key == "destination.port":
        return _one_of(values, str(arrival.port))
    if key == "source.namespace":
        return _one_of(values, arrival.identity.namespace if arrival.identity else None)
    return Unknown(f"a policy has a condition on {key.partition('[')[0]}")


def _one_of(patterns: Iterable[str], value: str | None) -> bool:
    """Whether a value is one of some, which may have a star at their beginning or end."""
    if value is None:
        return False
    return any(_matches(pattern, value) for pattern in patterns)


def _matches(pattern: str, value: str) -> bool:
    if pattern == "*":
        return True
    if pattern.startswith("*"):
        return value.endswith(pattern[1:])
    return value.startswith(pattern[:-1]) if pattern.endswith("*") else value == pattern


def _path(patterns: Sequence[str], path: str) -> Verdict:
    if any("{" in one for one in patterns):
        return Unknown("a policy has a template of paths")
    return _one_of(patterns, path.partition("?")[0])


def _principal(patterns: Sequence[str], principal: str | None) -> Verdict:
    if principal is None:
        return False
    found = _one_of(patterns, principal)
    others = [one for one in patterns if not one.startswith(("*", "cluster.local/"))]
    return found or (Unknown("a policy names a principal of another trust domain") if others else False)


def _request_principal(patterns: Sequence[str], arrival: Arrival) -> Verdict:
    if arrival.token is None:
        return False
    if "*" in patterns:
        return True
    if len(arrival.issuers) != 1:
        return Unknown("a policy names an issuer, and tokens may be of several")
    return _one_of(patterns, f"{arrival.issuers[0]}/{arrival.token.get(('sub',), '')}")


def _account(patterns: Sequence[str], account: str | None) -> Verdict:
    if any("/" not in one for one in patterns):
        return Unknown("a policy names a service account without its namespace")
    return account in patterns
