"""Retries, origins and hosts of a VirtualService whose effect differs from what they seem to do."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from llm_api_mesh.errors import Problem, show
from llm_api_mesh.inspection.rules.combination import combination_ignored
from llm_api_mesh.inspection.rules.fields import (
    Object,
    mapping_at,
    name_of,
    resolved,
    traffic_policies,
    value_at,
    values_at,
)
from llm_api_mesh.plan.header_commands import is_own_command
from llm_api_mesh.spec.re2 import LONGEST, MOST_REPETITIONS, UNBOUNDED, repetitions


def find(item: Object, objects: Sequence[Object]) -> Iterator[Problem]:
    """Find them in a VirtualService, given all objects of its file."""
    yield from _second(item, objects)
    yield from _long_expressions(item)
    sticky = _sticky_hosts(objects)
    for path, route in values_at(item, "spec.http[]"):
        if not isinstance(route, Mapping):
            continue
        yield from _origins(path, route)
        retries = route.get("retries")
        yield from _removed_keys(path, route, objects)
        yield from _conditions(f"{path}.retries", mapping_at(route, "retries"))
        if retries is not None and not value_at(retries, "attempts"):
            continue
        if retries is None and not value_at(item, "spec.hosts"):
            continue  # a delegate, which uses the retries of the routes that delegate to it
        if _hosts(route, objects) & sticky and value_at(retries, "retryIgnorePreviousHosts") is None:
            yield combination_ignored(
                f"{path}.retries",
                "with consistentHash, retries without retryIgnorePreviousHosts go to the replica that has just refused",
                "retries with retryIgnorePreviousHosts",
                "Add retryIgnorePreviousHosts: true.",
            )


def _removed_keys(path: str, route: Mapping[str, Any], objects: Sequence[Object]) -> Iterator[Problem]:
    """Find hashed headers that a route removes, which comes before the choice of the replica."""
    hashed = _hashed_headers(_hosts(route, objects), objects)
    for removed in ("headers.request.remove[]", "route[].headers.request.remove[]"):
        for inner, name in values_at(route, removed):
            if str(name).lower() in hashed:
                yield combination_ignored(
                    f"{path}.{inner}",
                    f"the route removes {name} before the proxy chooses a replica by it, so each request goes to a "
                    "random replica",
                    "another header, because the proxy reads this one at each choice of a replica",
                    f"Keep {name}.",
                )


def _hashed_headers(hosts: set[str], objects: Sequence[Object]) -> set[str]:
    policies = (
        policy.effective
        for one in objects
        if one.get("kind") == "DestinationRule" and str(value_at(one, "spec.host")) in hosts
        for policy in traffic_policies(one)
    )
    names = (value_at(policy, "loadBalancer.consistentHash.httpHeaderName") for policy in policies)
    return {str(name).lower() for name in names if name}


def find_commands(item: Object) -> Iterator[Problem]:
    """Find commands of Envoy's in the headers that a VirtualService at an LLM gateway sets.

    One reads keys of the gateway, and one that Envoy doesn't know has the proxy reject the routes of all APIs.
    """
    places = ("spec.http[].headers", "spec.http[].route[].headers")
    for place, section, operation in itertools.product(places, ("request", "response"), ("set", "add")):
        for path, values in values_at(item, f"{place}.{section}.{operation}"):
            for name, value in values.items() if isinstance(values, Mapping) else ():
                if "%" in str(value) and not is_own_command(
                    str(value), section=section, operation=operation, header=str(name)
                ):
                    yield Problem(
                        path=f"{path}[{name}]",
                        code="header-value",
                        given=show(value),
                        allowed="a value without %: a command of Envoy's can read keys of the gateway, and a wrong one "
                        "has the proxy reject the routes of all APIs",
                    )


def find_large_expressions(item: Object) -> Iterator[Problem]:
    """Find expressions of a VirtualService at an LLM gateway that may be too large for the proxy.

    It would reject the routes of all APIs.
    """
    for path, expression in _expressions(item):
        found = re.search(UNBOUNDED, expression)
        if found or repetitions(expression) > MOST_REPETITIONS:
            yield Problem(
                path=path,
                code="expression-size",
                given=show(found[0]) if found else f"{repetitions(expression):,} counted repetitions",
                allowed="ASCII without \\p and \\x, and {n} only after a character or class, with a sum of at most "
                f"{MOST_REPETITIONS}: the proxy rejects the routes of all APIs if one expression is too large",
            )


def _long_expressions(item: Object) -> Iterator[Problem]:
    """Find regular expressions that istiod's validation refuses because of their length."""
    for path, expression in _expressions(item):
        if (length := len(expression.encode())) > LONGEST:
            yield Problem(
                path=path,
                code="expression-size",
                given=f"a regular expression of {length:,} bytes",
                allowed=f"up to {LONGEST:,} bytes, the limit of Istio",
                fix="Divide it among several conditions.",
            )


def _expressions(item: Object) -> Iterator[tuple[str, str]]:
    fields = ("uri", "scheme", "method", "authority")
    for place in (*(f"match[].{field}" for field in fields), "corsPolicy.allowOrigins[]"):
        yield from _texts(values_at(item, f"spec.http[].{place}.regex"))
    for field in ("headers", "withoutHeaders", "queryParams"):
        for path, conditions in values_at(item, f"spec.http[].match[].{field}"):
            for name, one in conditions.items() if isinstance(conditions, Mapping) else ():
                yield from _texts([(f"{path}[{name}].regex", value_at(one, "regex"))])
    yield from _texts(values_at(item, "spec.http[].rewrite.uriRegexRewrite.match"))


def _texts(found: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, str]]:
    return ((path, value) for path, value in found if isinstance(value, str))


def _second(item: Object, objects: Sequence[Object]) -> Iterator[Problem]:
    """Find hosts for which callers in the mesh have another VirtualService, which Istio doesn't merge with this one."""
    earlier = list(itertools.takewhile(lambda one: one is not item, objects))
    taken = {resolved(host, one): one for one in reversed(earlier) if _in_mesh(one) for _, host in _named(one)}
    for path, host in _named(item) if _in_mesh(item) else ():
        if other := taken.get(resolved(host, item)):
            yield combination_ignored(
                path,
                f"callers in the mesh use only one VirtualService for {host}, the older one",
                "one VirtualService for each host in the mesh",
                f"Patch {name_of(other)}.",
            )


def _in_mesh(item: Object) -> bool:
    gateways = [gateway for _, gateway in values_at(item, "spec.gateways[]")]
    return item.get("kind") == "VirtualService" and "mesh" in (gateways or ["mesh"])


def _named(item: Object) -> Iterator[tuple[str, Any]]:
    return values_at(item, "spec.hosts[]")


def _hosts(route: Mapping[str, Any], objects: Sequence[Object]) -> set[str]:
    """Return the hosts of a route's destinations, including those of the VirtualService to which it delegates."""
    delegate = value_at(route, "delegate.name")
    routes = [route]
    for one in objects if delegate else ():
        if one.get("kind") == "VirtualService" and value_at(one, "metadata.name") == delegate:
            routes += [each for _, each in values_at(one, "spec.http[]")]
    return {str(host) for each in routes for _, host in values_at(each, "route[].destination.host")}


def _conditions(path: str, retries: Mapping[str, Any]) -> Iterator[Problem]:
    conditions = [condition.strip() for condition in str(retries.get("retryOn") or "").split(",")]
    statuses = any(re.fullmatch(r"[1-5][0-9]{2}", condition) for condition in conditions)
    if "retriable-status-codes" in conditions and not statuses:
        yield combination_ignored(
            f"{path}.retryOn",
            "retriable-status-codes has no effect without a status",
            'statuses, such as "429,503"',
            "Replace retriable-status-codes with the statuses.",
        )
    if retries.get("attempts") == 0 and retries.get("backoff"):
        yield combination_ignored(
            f"{path}.backoff", "backoff has no effect with attempts: 0", "attempts: 0 alone", "Remove backoff."
        )


def _origins(path: str, route: Mapping[str, Any]) -> Iterator[Problem]:
    policy = route.get("corsPolicy")
    if isinstance(policy, Mapping) and not policy.get("allowOrigins") and not policy.get("allowOrigin"):
        yield combination_ignored(
            f"{path}.corsPolicy",
            "corsPolicy without allowOrigins has no effect, because it allows no origin",
            "corsPolicy with allowOrigins",
            "Add allowOrigins, or write cors=Cors(allow_origins=[...]) in the API.",
        )


def _sticky_hosts(objects: Sequence[Object]) -> set[str]:
    rules = [one for one in objects if one.get("kind") == "DestinationRule"]
    hashed = "loadBalancer.consistentHash"
    return {
        str(value_at(rule, "spec.host"))
        for rule in rules
        if any(value_at(one.written, hashed) for one in traffic_policies(rule))
    }
