"""What the Kubernetes API server refuses, because the gateway's own objects can't prevent it: rules in CEL.

Kubernetes 1.30 knows all functions in these rules. Newer ones, such as `flatten`, would be errors there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from llm_api_mesh.errors import listed
from llm_api_mesh.plan.header_commands import AFFINITY_PATTERN, ORIGIN
from llm_api_mesh.plan.llm_gateway import names
from llm_api_mesh.plan.llm_gateway.admission_rule import Admission, Kind, Rule
from llm_api_mesh.plan.llm_gateway.admission_values import has_names, rules_of_values, texts
from llm_api_mesh.plan.llm_gateway.headers import AFFINITY, STATEMENTS
from llm_api_mesh.spec.backends.provider_ref import DOMAIN, provider_domain
from llm_api_mesh.spec.consistent_hash import LARGEST_RING, LARGEST_TABLE
from llm_api_mesh.spec.llm_gateway import DeployedPods, LlmGatewaySpec
from llm_api_mesh.spec.mirror import MOST_COPIES
from llm_api_mesh.spec.re2 import MOST_REPETITIONS, UNBOUNDED

_NETWORKING = "networking.istio.io"

_TEXTS = ("uri", "scheme", "method", "authority")
_MAPS = ("headers", "withoutHeaders", "queryParams")
"""The fields of a route's condition that may have regular expressions."""


def derive_admission(spec: LlmGatewaySpec, inner: Iterable[str]) -> Iterator[Admission]:
    """Return the rules, if the gateway has them, with the hosts of failovers and of inference pools."""
    if not spec.admission_policy:
        return
    teams = tuple(namespace for namespace in spec.hosts if namespace != spec.namespace)
    if teams:
        yield _virtual_services(spec, teams, list(inner))
    yield _service_entries(spec, teams)
    yield _destination_rules(spec)
    if isinstance(spec.pods, DeployedPods) or spec.inference_pools:
        yield _http_routes(spec)
    if owners := _owners(spec, teams):
        yield _services(spec, owners)
        yield _addresses(spec, owners)


def _owners(spec: LlmGatewaySpec, teams: tuple[str, ...]) -> tuple[str, ...]:
    """Return the namespaces to whose Services the teams' routes may lead; none: they may use every Service."""
    if spec.pools_open or not teams:
        return ()
    return tuple(sorted({*teams, *spec.pool_users} - {spec.namespace}))


def _name(spec: LlmGatewaySpec, kind: str) -> str:
    return f"{spec.name}.{spec.namespace}.{kind}"


def _virtual_services(spec: LlmGatewaySpec, teams: tuple[str, ...], inner: list[str]) -> Admission:
    """Check those at all Gateways of the gateway's namespace, and those without hosts, to which others delegate.

    The other Gateways may have the same pods, with the same keys, so their routes have no commands of Envoy's either.
    What the routes lead to is checked at the gateway's own Gateways only: another LLM gateway has its own policy. A
    delegate doesn't say which gateway it is for.
    """
    in_namespace = f'one.startsWith("{spec.namespace}/") || one.matches("^[^/.]+[.]{spec.namespace}([.]|$)")'
    own = names.attached(spec.name)
    at_gateway = f'one.matches("^({spec.namespace}/{own}$|{own}[.]{spec.namespace}([.]|$))")'
    return Admission(
        object_name=_name(spec, "virtual-services"),
        kinds=(Kind(group=_NETWORKING, version="*", plural="virtualservices"),),
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
        f"one.delegate.namespace in {_listed(['', spec.namespace, *teams])})",
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
    everyone = json.dumps("|".join(_owners(spec, teams)))
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
    domain = _escaped(spec.cluster_domain)
    services = f'matches("^[a-z0-9-]+([.](" + variables.namespaces + ")[.]svc[.]{domain})?$")'
    own = f'one in {_listed(inner)} || one.endsWith(".{provider_domain(spec.name, spec.namespace)}")'
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


def _service_entries(spec: LlmGatewaySpec, teams: tuple[str, ...]) -> Admission:
    domain = provider_domain(spec.name, spec.namespace)
    # Istio gives a host to the oldest ServiceEntry, whatever namespace it is in.
    rules = [
        Rule(
            expression=f'object.spec.hosts.all(one, !one.endsWith(".{domain}"))',
            message="The hosts of the gateway's providers are the platform's.",
        )
    ]
    if owners := _owners(spec, teams):
        # Of any namespace: a host can look like the name of a Service of a team's.
        own = f"[.]({'|'.join(owners)})[.]svc[.]{_escaped(spec.cluster_domain)}$"
        rules.append(
            Rule(
                expression=f'object.spec.hosts.all(one, !one.matches("{own}"))',
                message="The names of Services belong to the Services.",
            )
        )
        rules.append(
            Rule(
                expression=f"!(object.metadata.namespace in {_listed(teams)}) || {_not_exported(spec)}",
                message='A ServiceEntry must not be exported to the gateway. Set exportTo: ["."].',
            )
        )
    return Admission(
        object_name=_name(spec, "service-entries"),
        kinds=(Kind(group=_NETWORKING, version="*", plural="serviceentries"),),
        namespaces=(spec.namespace,),
        left_out=True,
        rules=tuple(rules),
    )


def _not_exported(spec: LlmGatewaySpec) -> str:
    """Ask whether an object of another namespace is kept from the gateway."""
    elsewhere = f'object.spec.exportTo.all(one, one != "*" && one != "{spec.namespace}")'
    return f"(has(object.spec.exportTo) && size(object.spec.exportTo) > 0 && {elsewhere})"


def _destination_rules(spec: LlmGatewaySpec) -> Admission:
    """Bound the rings and tables that the gateway's pods build for each subset.

    Envoy allows a ring of 8,388,608 points, which takes 192 MiB, and three seconds of the proxy's main thread. istiod
    sends the gateway the Services of all namespaces, so this holds for namespaces without a host as well.
    """
    return Admission(
        object_name=_name(spec, "destination-rules"),
        kinds=(Kind(group=_NETWORKING, version="*", plural="destinationrules"),),
        namespaces=(spec.namespace,),
        left_out=True,
        variables={
            "whole": "has(object.spec.trafficPolicy) ? [object.spec.trafficPolicy] : []",
            "subsets": "has(object.spec.subsets) ? "
            "object.spec.subsets.filter(one, has(one.trafficPolicy)).map(one, one.trafficPolicy) : []",
            "policies": "variables.whole + variables.subsets",
            # For each policy, a list: the policy itself, and those of single ports.
            "balanced": "variables.policies.map(one, [one]) + "
            "variables.policies.map(one, has(one.portLevelSettings) ? one.portLevelSettings : [])",
            "hashes": "variables.balanced.map(some, some.filter(one, "
            "has(one.loadBalancer) && has(one.loadBalancer.consistentHash)).map(one, one.loadBalancer.consistentHash))",
        },
        rules=(
            Rule(
                expression=f"{_not_exported(spec)} || variables.hashes.all(some, some.all(one, "
                # The first one is an older form of the second one.
                f"{_at_most('one.minimumRingSize', LARGEST_RING)} && "
                f"(!has(one.ringHash) || {_at_most('one.ringHash.minimumRingSize', LARGEST_RING)}) && "
                f"(!has(one.maglev) || {_at_most('one.maglev.tableSize', LARGEST_TABLE)})))",
                message=f"A ring must have at most {LARGEST_RING} points, and a table {LARGEST_TABLE} entries, because "
                "they take the gateway's memory. This isn't so if exportTo keeps the DestinationRule from the gateway.",
            ),
            Rule(
                expression=f"{_not_exported(spec)} || variables.hashes.all(some, some.all(one, {has_names()}))",
                message="The header, query parameter or cookie of a consistentHash must have a name that HTTP allows.",
            ),
        ),
    )


def _at_most(field: str, number: int) -> str:
    return f"(!has({field}) || {field} <= {number})"


def _http_routes(spec: LlmGatewaySpec) -> Admission:
    """Refuse HTTPRoutes that the gateway's Gateways wouldn't take.

    For one that leads to an inference pool, istiod adds a filter to all listeners of the pods nevertheless.
    """
    pools = f'(one.name == "{names.pools(spec.name)}" && object.metadata.namespace in {_listed(spec.inference_pools)})'
    elsewhere = f'!has(one.namespace) || one.namespace != "{spec.namespace}"'
    other = f"!(one.name in {_listed([spec.name, names.pools(spec.name)])})"
    rule = Rule(
        expression="!has(object.spec.parentRefs) || object.spec.parentRefs.all(one, "
        f"{elsewhere} || {other} || {pools})",
        message="The LLM gateway takes HTTPRoutes to inference pools only, of the namespaces in inference_pools.",
    )
    return Admission(
        object_name=_name(spec, "http-routes"),
        kinds=(Kind(group="gateway.networking.k8s.io", version="*", plural="httproutes"),),
        namespaces=(spec.namespace,),
        left_out=True,
        rules=(rule,),
    )


def _services(spec: LlmGatewaySpec, owners: tuple[str, ...]) -> Admission:
    rule = Rule(
        expression='!has(object.spec.type) || object.spec.type != "ExternalName"',
        message="A Service must not have the type ExternalName, by which a route leads to any name.",
    )
    return Admission(
        object_name=_name(spec, "services"),
        kinds=(Kind(group="", version="v1", plural="services"),),
        namespaces=owners,
        rules=(rule,),
    )


def _addresses(spec: LlmGatewaySpec, owners: tuple[str, ...]) -> Admission:
    """Leave the addresses of Services to Kubernetes' own controllers."""
    user = "request.userInfo.username"
    of_kubernetes = f'{user}.startsWith("system:serviceaccount:kube-system:")'
    rule = Rule(
        expression=f'{user} == "system:kube-controller-manager" || {of_kubernetes}',
        message="The addresses of a Service are those of the Pods that its selector selects.",
    )
    return Admission(
        object_name=_name(spec, "addresses"),
        kinds=(
            Kind(group="", version="v1", plural="endpoints"),
            Kind(group="discovery.k8s.io", version="*", plural="endpointslices"),
            Kind(group=_NETWORKING, version="*", plural="workloadentries"),
        ),
        namespaces=owners,
        rules=(rule,),
    )


def _escaped(domain: str) -> str:
    return domain.replace(".", "[.]")


def _listed(texts: Iterable[str]) -> str:
    return json.dumps(list(texts))
