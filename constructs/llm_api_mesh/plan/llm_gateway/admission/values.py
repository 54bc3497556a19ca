"""Values that Istio's validation accepts, and that make the proxy reject the routes of all teams: rules in CEL."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.errors import listed
from llm_api_mesh.plan.llm_gateway.admission.rule import Rule

HEADER_NAME = "^:?[!#$%&'*+.^_|~0-9A-Za-z-]+$"
"""A header's name, and `:authority`, which Istio takes for the host."""
MOST_HEADERS = 100
"""Envoy accepts 1,000 at a route, with those of its destination."""
LONGEST_PARAMETER = 256
"""Envoy accepts 1,024 bytes."""
REDIRECTS = (0, 301, 302, 303, 307, 308)
"""The statuses of Envoy; 0 is Istio's default, which is 301."""
LARGEST_SUM = 2**32 - 1


def texts() -> str:
    """Write the texts of all routes that become a path or a host."""
    fields = {"rewrite": ("uri", "authority"), "redirect": ("uri", "authority", "prefixRewrite")}
    texts = [
        f"(has(one.{field}) && has(one.{field}.{name}) ? [one.{field}.{name}] : [])"
        for field, names in fields.items()
        for name in names
    ]
    replaced = "one.rewrite.uriRegexRewrite"
    texts.append(f"(has(one.rewrite) && has({replaced}) && has({replaced}.rewrite) ? [{replaced}.rewrite] : [])")
    return f"variables.routes.map(one, {' + '.join(texts)})"


def rules_of_values() -> Iterator[Rule]:
    """Refuse what Istio's validation accepts, and what makes the proxy reject the routes of all teams."""
    few = f"size(one.{{0}}) <= {MOST_HEADERS} && one.{{0}}.all(name, {_is_header_name('name')})"
    names = " && ".join(f"(!has(one.{field}) || {few.format(field)})" for field in ("set", "add", "remove"))
    yield Rule(
        expression=f"(variables.requests + variables.responses).all(some, some.all(one, {names}))",
        message=f"A header must have a name that HTTP allows. A route must set, add and remove at most {MOST_HEADERS} "
        "headers each.",
    )
    yield Rule(
        expression='variables.texts.all(some, some.all(one, !one.matches("[[:cntrl:]]")))',
        message="A path or a host of a rewrite or a redirect must have no control characters.",
    )
    in_query = f"each.queryParams.all(name, size(name) > 0 && size(name) <= {LONGEST_PARAMETER})"
    yield Rule(
        expression="variables.routes.all(one, !has(one.match) || one.match.all(each, !has(each.queryParams) || "
        f"{in_query}))",
        message=f"The name of a query parameter must have 1 to {LONGEST_PARAMETER} characters.",
    )
    yield Rule(
        expression="variables.routes.all(one, !has(one.redirect) || !has(one.redirect.redirectCode) || "
        f"one.redirect.redirectCode in {list(REDIRECTS)})",
        message=f"The status of a redirect must be {listed([str(one) for one in REDIRECTS[1:]], 'or')}.",
    )
    yield Rule(
        expression="variables.routes.all(one, !has(one.route) || "
        f"one.route.map(to, has(to.weight) ? to.weight : 0).sum() <= {LARGEST_SUM})",
        message=f"The weights of a route must add up to {LARGEST_SUM} at most.",
    )


def has_names() -> str:
    """Ask whether the names of a hash are valid, which stand in the routes that lead to the Service."""
    return (
        f"(!has(one.httpHeaderName) || {_is_header_name('one.httpHeaderName')}) && "
        "(!has(one.httpQueryParameterName) || size(one.httpQueryParameterName) > 0) && "
        "(!has(one.httpCookie) || !has(one.httpCookie.attributes) || "
        f"one.httpCookie.attributes.all(each, {_is_header_name('each.name')}))"
    )


def _is_header_name(name: str) -> str:
    return f'{name}.matches("{HEADER_NAME}")'
