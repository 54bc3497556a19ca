"""VirtualServices: what routes of other namespaces may do at the gateway."""

from __future__ import annotations

import json
from collections.abc import Iterator

from llm_api_mesh.errors import listed
from llm_api_mesh.plan.header_commands import AFFINITY_PATTERN, ORIGIN
from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.llm_gateway.admission.rule import Admission, Kind, Rule
from llm_api_mesh.plan.llm_gateway.admission.terms import NETWORKING, cel_list, escaped, owners_of_pools, policy_name
from llm_api_mesh.plan.llm_gateway.admission.values import rules_of_values, texts
from llm_api_mesh.plan.llm_gateway.headers import AFFINITY, STATEMENTS
from llm_api_mesh.spec.backends.provider_ref import DOMAIN, provider_domain
from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec
from llm_api_mesh.spec.mirror import MOST_COPIES
from llm_api_mesh.spec.re2 import MOST_REPETITIONS, UNBOUNDED

_TEXTS = ("uri", "scheme", "method", "authority")
_MAPS = ("headers", "withoutHeaders", "queryParams")
"""The fields of a route's condition that may have regular expressions."""


def derive(spec: LlmGatewaySpec, teams: tuple[str, ...], inner: list[str]) -> Admission:
    """Check those at all Gateways of the gateway's namespace, and those without hosts, to which others delegate.

    The other Gateways may have the same pods, with the same keys, so their routes have no commands of Envoy's either.
    What the routes lead to is checked at the gateway's own Gateways only: another LLM gateway has its own policy. A
    delegate doesn't say which gateway it is for.
    """
    in_namespace = f'one.startsWith("{spec.namespace}/") || one.matches("^[^/.]+[.]{spec.namespace}([.]|$)")'
    own = names.attached(spec.name)
    at_gateway = f'one.matches("^({spec.namespace}/{own}$|{own}[.]{spec.namespace}([.]|$))")'
    return Admission(
        object_name=policy_name(spec, "virtual-services"),
        kinds=(Kind(group=NETWORKING, version="*", plural="virtualservices"),),
        namespaces=teams,
        condition=f"{_DELEGATE} || {_at_any(in_namespace)}",
        variables={
            "delegate": _DELEGATE,
            "elsewhere": f"!variables.delegate && !{_at_any(at_gateway)}",
            **_namespaces_of_pools(spec, teams),
            "routes": "has(object.spec.http) ? object.spec.http : []",
            # For each route, a list.
            "destinations": "variables.routes.map(one, has(one.route) ? one.route.map(to, to.destination.host) : [])",
            "copies": "variables.routes.map(one, has(one.mirrors) ? one.mirrors.map(to, to.destination.host) : []) + "
            "variables.routes.map(one, has(one.mirror) ? [one.mirror.host] : [])",
            "headers": "variables.routes.map(one, has(one.headers) ? [one.headers] : []) + variables.routes.map(one, "
            "has(one.route) ? one.route.filter(to, has(to.headers)).map(to, to.headers) : [])",
            "requests": "variables.headers.map(some, some.filter(one, has(one.request)).map(one, one.request))",
            "responses": "variables.headers.map(some, some.filter(one, has(one.response)).map(one, one.response))",
            # For each route, a list for each of its conditions.
            "expressions": _expressions(),
            # For each route, a list.
            "texts": texts(),
        },
        rules=(
            *_of_headers(),
            *_of_expressions(),
            *_of_copies(),
            *_of_statements(spec),
            *_of_delegates(spec, teams),
            *_of_pools(spec, inner),
            *rules_of_values(),
        ),
    )


_DELEGATE = "(!has(object.spec.hosts) || size(object.spec.hosts) == 0)"


def _at_any(condition: str) -> str:
    """Ask whether a VirtualService is at a Gateway that meets a condition, in either form of the Gateway's name."""
    return f"(has(object.spec.gateways) && object.spec.gateways.exists(one, {condition}))"


def _of_headers() -> Iterator[Rule]:
    """Refuse Envoy's commands.

    One can read the environment of the gateway's pods and the key of a provider. One that Envoy doesn't know has the
    proxy reject all routes of a port. The key of a request may be in one header of a request, which only the replica
    gets: see plan/header_commands.py.
    """
    plain = f'!one.{{0}}[name].contains("%") || one.{{0}}[name] == "{ORIGIN}"'
    key = f'(name == "{AFFINITY}" && one.set[name].matches(r"{AFFINITY_PATTERN}"))'
    responses = _all_values(plain.format("set"), plain.format("add"))
    requests = _all_values(f"{plain.format('set')} || {key}", plain.format("add"))
    yield Rule(
        expression=f"variables.responses.all(some, some.all(one, {responses})) && "
        f"variables.requests.all(some, some.all(one, {requests}))",
        message="A header's value must not contain %.",
    )


def _expressions() -> str:
    """Write the regular expressions of all routes."""
    texts = [f"(has(one.{name}) && has(one.{name}.regex) ? [one.{name}.regex] : [])" for name in _TEXTS]
    maps = [
        f"(has(one.{name}) ? one.{name}.filter(key, has(one.{name}[key].regex)).map(key, one.{name}[key].regex) : [])"
        for name in _MAPS
    ]
    origins = "one.corsPolicy.allowOrigins"
    cors = (
        f"(has(one.corsPolicy) && has({origins}) ? {origins}.filter(some, has(some.regex)).map(some, some.regex) : [])"
    )
    rewrite = "(has(one.rewrite) && has(one.rewrite.uriRegexRewrite) ? [one.rewrite.uriRegexRewrite.match] : [])"
    return (
        f"variables.routes.map(some, has(some.match) ? some.match.map(one, {' + '.join([*texts, *maps])}) : []) + "
        f"variables.routes.map(one, [{cors} + {rewrite}])"
    )


def _of_expressions() -> Iterator[Rule]:
    """Refuse expressions that may be too large for the proxy, which then rejects the routes of all teams: see re2.py.

    Istio's own validation bounds the length only, and these rules hold for every expression of that length.
    """
    counted = r'one.findAll("[0-9]+,?[}]").map(each, int(each.find("[0-9]+"))).sum()'
    yield Rule(
        expression="variables.expressions.all(some, some.all(each, each.all(one, "
        f'!one.matches(r"{UNBOUNDED}") && {counted} <= {MOST_REPETITIONS})))',
        message=r"A regular expression must have ASCII only, no \p and no \x, and {n} only after a character or class, "
        f"with a sum of at most {MOST_REPETITIONS}. The proxy rejects the routes of all teams if one is too large.",
    )


def _of_copies() -> Iterator[Rule]:
    """Bound the copies of a request: the proxy keeps its body for each that isn't taken."""
    yield Rule(
        expression=f"variables.copies.all(some, size(some) <= {MOST_COPIES})",
        message=f"A route must have at most {MOST_COPIES} mirrors, because each may take the gateway's memory for a "
        "body.",
    )


def _of_statements(spec: LlmGatewaySpec) -> Iterator[Rule]:
    """Leave to the gateway what backends get to know of callers. Many servers read underscores as hyphens."""
    if not spec.jwt_rules and spec.api_keys is None:
        return
    names = "|".join(name.replace("-", "[-_]") for name in STATEMENTS)
    other = f'!name.matches("(?i)^({names})$")'
    conditions = " && ".join(f"(!has(one.{field}) || one.{field}.all(name, {other}))" for field in ("set", "add"))
    yield Rule(
        expression=f"variables.requests.all(some, some.all(one, {conditions}))",
        message=f"Only the gateway writes {listed(STATEMENTS, 'and')}.",
    )


def _all_values(of_set: str, of_add: str) -> str:
    """Write the conditions of all values that are set and added."""
    conditions = {"set": of_set, "add": of_add}
    return " && ".join(f"(!has(one.{name}) || one.{name}.all(name, {one}))" for name, one in conditions.items())


def _of_delegates(spec: LlmGatewaySpec, teams: tuple[str, ...]) -> Iterator[Rule]:
    """Bind delegates to the namespaces whose VirtualServices are checked."""
    yield Rule(
        expression="variables.elsewhere || variables.routes.all(one, "
        "!has(one.delegate) || !has(one.delegate.namespace) || "
        f"one.delegate.namespace in {cel_list(['', spec.namespace, *teams])})",
        message="A delegate must be in a namespace that the gateway has hosts for.",
    )


def _namespaces_of_pools(spec: LlmGatewaySpec, teams: tuple[str, ...]) -> dict[str, str]:
    """Return variables: the namespaces whose Services a route may lead to, as a part of a regular expression.

    A delegate may lead to those of all namespaces that the gateway knows, because another gateway may open them to it.
    The gateway's pods compare the namespaces as well.
    """
    if spec.pools_open:
        return {}
    opened = {
        team: "|".join((team, *owners))
        for team in teams
        if (owners := [owner for owner, users in spec.pool_users.items() if team in users])
    }
    own = "object.metadata.namespace"
    of_route = f"({own} in variables.opened ? variables.opened[{own}] : {own})" if opened else own
    everyone = json.dumps("|".join(owners_of_pools(spec, teams)))
    return {
        **({"opened": json.dumps(opened)} if opened else {}),
        "namespaces": f"variables.delegate ? {everyone} : {of_route}",
    }


def _of_pools(spec: LlmGatewaySpec, inner: list[str]) -> Iterator[Rule]:
    """Accept a name with dots only as the whole name of a Service, or else another object could have it.

    A delegate may have the failovers, the pools and the providers of every LLM gateway in the namespace.
    """
    if spec.pools_open:
        return
    domain = escaped(spec.cluster_domain)
    services = f'matches("^[a-z0-9-]+([.](" + variables.namespaces + ")[.]svc[.]{domain})?$")'
    own = f'one in {cel_list(inner)} || one.endsWith(".{provider_domain(spec.name, spec.namespace)}")'
    every_list = f"^[a-z0-9-]+-(failover-[0-9]+|pools-istio)[.]{spec.namespace}[.]svc[.]{domain}$"
    every = f'one.matches("{every_list}") || one.endsWith(".{spec.namespace}.{DOMAIN}")'
    yield Rule(
        expression="variables.elsewhere || variables.destinations.all(some, some.all(one, "
        f"one.{services} || (variables.delegate ? {every} : {own})))",
        message="A route must lead to a Service of its own namespace or of one that pool_users opens to it, to a "
        "failover, to an inference pool or to a provider of the gateway.",
    )
    yield Rule(
        expression=f"variables.elsewhere || variables.copies.all(some, some.all(one, one.{services}))",
        message="A copy must go to a Service of its own namespace or of one that pool_users opens to it.",
    )
