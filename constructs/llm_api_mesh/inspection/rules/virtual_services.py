"""Retries of a VirtualService that don't go where they seem to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llm_api_mesh.inspection.rules.findings import Finding, Object, at, places, policies


def find(item: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    """Find them in a VirtualService that stands beside other objects."""
    sticky = _sticky_hosts(objects)
    for path, route in places(item, "spec.http[]"):
        if not isinstance(route, Mapping):
            continue
        retries = route.get("retries")
        yield from _conditions(f"{path}.retries", retries or {})
        if retries is not None and not retries.get("attempts"):
            continue
        if retries is None and not at(item, "spec.hosts"):
            continue  # a delegate, whose retries are those of the routes that lead to it
        if _hosts(route, objects) & sticky and (retries or {}).get("retryIgnorePreviousHosts") is None:
            yield Finding(
                path=f"{path}.retries",
                code="combination-ignored",
                given="retries without retryIgnorePreviousHosts, to a host with consistentHash: the hash gives the "
                "replica that has just refused",
                allowed="retries that say whether the next one goes to another replica",
                fix="Add retryIgnorePreviousHosts: true.",
            )


def _hosts(route: Mapping[str, Any], objects: Sequence[Object]) -> set[Any]:
    """Where a route's requests go, also by way of another VirtualService."""
    delegate = at(route, "delegate.name")
    routes = [route]
    for one in objects if delegate else ():
        if one.get("kind") == "VirtualService" and at(one, "metadata.name") == delegate:
            routes += at(one, "spec.http") or ()
    return {at(one, "destination.host") for way in routes for one in way.get("route") or ()}


def _conditions(path: str, retries: Mapping[str, Any]) -> Iterator[Finding]:
    words = [word.strip() for word in str(retries.get("retryOn") or "").split(",")]
    if "retriable-status-codes" in words and not any(re.fullmatch(r"[1-5][0-9]{2}", word) for word in words):
        yield Finding(
            path=f"{path}.retryOn",
            code="combination-ignored",
            given="retriable-status-codes without a status, so that no status is retried",
            allowed='the statuses, such as "429,503"',
            fix="Write the statuses beside it or in its place.",
        )
    if retries.get("attempts") == 0 and retries.get("backoff"):
        yield Finding(
            path=f"{path}.backoff",
            code="combination-ignored",
            given="it with attempts: 0, by which nothing is sent again",
            allowed="attempts: 0 alone",
            fix="Remove backoff.",
        )


def _sticky_hosts(objects: Sequence[Object]) -> set[str]:
    rules = [one for one in objects if one.get("kind") == "DestinationRule"]
    hashed = "loadBalancer.consistentHash"
    return {str(at(rule, "spec.host")) for rule in rules if any(at(one.said, hashed) for one in policies(rule))}
