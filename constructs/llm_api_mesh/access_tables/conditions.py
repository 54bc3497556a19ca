"""Whether a request meets the conditions of a VirtualService's match, as Envoy compares them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from llm_api_mesh.access_tables.fields import mapping, texts
from llm_api_mesh.access_tables.patterns import Pattern
from llm_api_mesh.access_tables.requests import CLAIMS, View, claim_path
from llm_api_mesh.access_tables.verdicts import Unknown, Verdict, all_of, negated

# Without an effect on which requests match.
_WITHOUT_EFFECT = frozenset({"name", "statPrefix", "ignoreUriCase"})
_READ = frozenset(
    {"authority", "gateways", "headers", "method", "port", "queryParams", "scheme", "uri", "withoutHeaders"}
)


def meets(match: Mapping[str, Any], view: View, namespace: str) -> Verdict:
    """Whether a request meets all conditions of a match, in a VirtualService of a namespace."""
    return all_of(_verdicts(match, view, namespace))


def _verdicts(match: Mapping[str, Any], view: View, namespace: str) -> Iterator[Verdict]:
    ignores_case = bool(match.get("ignoreUriCase"))
    plain = {"method": view.request.method, "authority": view.host, "uri": view.path}
    for name, text in plain.items():
        if name in match:
            yield Pattern.of(match[name], ignores_case=ignores_case and name == "uri").matches(text)
    if "port" in match:
        yield str(match["port"]) == str(view.port)
    if "gateways" in match:
        yield view.gateway in {qualified(one, namespace) for one in texts(match, "gateways")}
    for name, value in mapping(match, "headers").items():
        yield Pattern.of(value).matches(_header(name, view))
    for name, value in mapping(match, "withoutHeaders").items():
        yield _lacks(Pattern.of(value), _header(name, view))
    for name, value in mapping(match, "queryParams").items():
        yield Pattern.of(value).matches(view.query.get(name))
    if "scheme" in match:
        yield Unknown("a match has a scheme")
    for name in sorted(match.keys() - _READ - _WITHOUT_EFFECT):
        yield Unknown(f"a match has the field {name}")


def qualified(gateway: str, namespace: str) -> str:
    """A Gateway's name with its namespace, as a VirtualService of a namespace names it."""
    if gateway == "mesh" or "/" in gateway:
        return gateway
    name, dot, rest = gateway.partition(".")
    return f"{rest.partition('.')[0]}/{name}" if dot else f"{namespace}/{gateway}"


def _lacks(pattern: Pattern, value: str | None) -> Verdict:
    """The opposite; a header that isn't there counts as empty, unless the condition is that it is there."""
    if pattern.kind == "present":
        return value is None
    return negated(pattern.matches(value or ""))


def _header(name: str, view: View) -> str | None:
    if name.startswith(CLAIMS):
        return None if view.token is None else view.token.get(claim_path(name))
    pseudo = {":path": view.request.path, ":method": view.request.method, ":authority": view.host}
    return pseudo.get(name, view.headers.get(name.lower()))
