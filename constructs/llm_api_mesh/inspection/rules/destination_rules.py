"""Settings of a DestinationRule of which one drops another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from llm_api_mesh.inspection.rules.findings import Finding, Object, at, name_of, places, policies

_WARMED = ("LEAST_REQUEST", "LEAST_CONN", "ROUND_ROBIN", "UNSPECIFIED", None)
_BLOCKS = ("connectionPool", "loadBalancer", "outlierDetection", "tls")
_HTTP_PORT = re.compile(r"(http2?|grpc(-web)?)(-.*)?|kubernetes\.io/h2c")


def find(item: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    """Find them in a DestinationRule that stands beside other objects."""
    above: set[str] = set()
    for policy in policies(item):
        for found in _in_policy(policy.in_force, at(item, "spec.host"), objects):
            # What a subset has from above is reported there.
            if found.path not in above or found.path.partition(".")[0] in policy.said:
                yield replace(found, path=f"{policy.path}.{found.path}")
            if policy.path == "spec.trafficPolicy":
                above.add(found.path)
    yield from _ports(item)
    yield from _second_rule(item, objects)


def _in_policy(policy: Object, host: Any, objects: Sequence[Object]) -> Iterator[Finding]:
    yield from _certificates(policy, host, objects)
    yield from _warm_up(policy.get("loadBalancer") or {})
    yield from _locality(policy.get("loadBalancer") or {}, ejects=policy.get("outlierDetection") is not None)
    if policy.get("retryBudget") and at(policy, "connectionPool.http.maxRetries"):
        yield _ignored(
            "connectionPool.http.maxRetries",
            "it beside retryBudget",
            "one of them: with a budget Envoy doesn't look at the number",
            "Remove maxRetries.",
        )
    both = at(policy, "connectionPool.tcp.idleTimeout") and at(policy, "connectionPool.http.idleTimeout")
    if both and any(_speaks_http(one, host) for one in objects):
        yield _ignored(
            "connectionPool.tcp.idleTimeout",
            "it beside http.idleTimeout, for a Service that has nothing but HTTP",
            "http.idleTimeout alone, which is the one that counts",
            "Remove tcp.idleTimeout.",
        )


def _speaks_http(service: Object, host: Any) -> bool:
    """Tell whether this is the host's Service, and has no port for anything but HTTP: TCP has the other timeout."""
    name = f"{at(service, 'metadata.name')}.{at(service, 'metadata.namespace')}.svc."
    ports = [port for _, port in places(service, "spec.ports[]")]
    words = [str(at(port, "appProtocol") or at(port, "name")) for port in ports]
    return service.get("kind") == "Service" and str(host).startswith(name) and all(map(_HTTP_PORT.fullmatch, words))


def _certificates(policy: Object, host: Any, objects: Sequence[Object]) -> Iterator[Finding]:
    tls = policy.get("tls") or {}
    if tls.get("mode") not in {"SIMPLE", "MUTUAL"}:
        return
    names = tls.get("subjectAltNames")
    if tls.get("insecureSkipVerify"):
        if names:
            yield _ignored(
                "tls.subjectAltNames",
                "it beside insecureSkipVerify, which lets a certificate of any name pass",
                "it without insecureSkipVerify",
                "Remove insecureSkipVerify.",
            )
        return
    entries = (one for one in objects if one.get("kind") == "ServiceEntry" and host in (at(one, "spec.hosts") or ()))
    if tls.get("sni") and not names and not any(at(entry, "spec.subjectAltNames") for entry in entries):
        yield _ignored(
            "tls.sni",
            "it without subjectAltNames: then a certificate of any name passes, if a known authority has signed it",
            "both",
            f'Add subjectAltNames: ["{tls["sni"]}"].',
        )


def _warm_up(balancer: Object) -> Iterator[Finding]:
    for field in ("warmup", "warmupDurationSecs"):
        if balancer.get(field) and (balancer.get("consistentHash") or balancer.get("simple") not in _WARMED):
            other = "consistentHash" if balancer.get("consistentHash") else balancer["simple"]
            yield _ignored(
                f"loadBalancer.{field}",
                f"it with {other}, by which no replica is warmed up",
                "it with simple: LEAST_REQUEST or ROUND_ROBIN",
                f"Remove {field}, or choose one of these.",
            )
    if balancer.get("warmup") and balancer.get("warmupDurationSecs"):
        yield _ignored(
            "loadBalancer.warmupDurationSecs",
            "it beside warmup, which replaces it",
            "warmup alone",
            "Remove warmupDurationSecs.",
        )


def _locality(balancer: Object, *, ejects: bool) -> Iterator[Finding]:
    place, zones = balancer.get("localityLbSetting"), balancer.get("zoneAwareLbSetting")
    # Istio takes the zones' order as it is, whether there is an ejection or not.
    for name, setting, orders in (("localityLbSetting", place, ejects), ("zoneAwareLbSetting", zones, True)):
        for field in ("failover", "failoverPriority"):
            if at(setting, field) and (why := _idle(setting, orders=orders)):
                yield _ignored(f"loadBalancer.{name}.{field}", *why)
    if ejects and balancer.get("consistentHash") and place is None and zones is None:
        yield _ignored(
            "loadBalancer.consistentHash",
            "it beside outlierDetection, with which a gateway prefers the replicas of its own zone: in another zone a "
            "session has another replica",
            "it beside a localityLbSetting that says whether near replicas are preferred",
            "Add localityLbSetting: {enabled: false}.",
        )


def _idle(setting: Any, *, orders: bool) -> tuple[str, str] | None:
    """Say why a failover never happens, and what is allowed; None if it does."""
    if setting.get("enabled") is False:
        return "it with enabled: false, which switches it off", "it with enabled: true"
    if setting.get("distribute"):
        return "it beside distribute, whose shares are kept whatever happens", "one of them"
    if not orders:
        return "it without outlierDetection, which is what finds out that replicas have failed", "both"
    return None


def _ports(item: Object) -> Iterator[Finding]:
    for path, said, in_force in policies(item):
        for inner, port in places(said, "portLevelSettings[]"):
            lost = [block for block in _BLOCKS if in_force.get(block) and block not in port]
            if lost:
                yield _ignored(
                    f"{path}.{inner}",
                    f"a port's settings without {' and '.join(lost)}, which the policy above has",
                    "every block of that policy again: a port's settings replace it as a whole",
                    f"Copy {' and '.join(lost)} into the port's settings.",
                )
            # A budget above a subset stays in force for the subset's ports.
            if said.get("retryBudget"):
                yield _ignored(
                    f"{path}.{inner}",
                    "it beside retryBudget, which doesn't hold for a port with settings of its own",
                    "one of them",
                    "Say in the policy above what the port needs, or remove retryBudget.",
                )


def _second_rule(item: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    # For other proxies, or seen from other namespaces, it is a rule of its own.
    where = ("metadata.namespace", "spec.host", "spec.exportTo", "spec.workloadSelector")
    key = [at(item, path) for path in where]
    rules = [
        one for one in objects if one.get("kind") == "DestinationRule" and [at(one, path) for path in where] == key
    ]
    first = next((one for one in rules if at(one, "spec.trafficPolicy")), item)
    if first is not item and at(item, "spec.trafficPolicy"):
        yield _ignored(
            "spec.trafficPolicy",
            f"it in a second DestinationRule for {at(item, 'spec.host')}, of which Istio takes the subsets alone",
            "one DestinationRule with a trafficPolicy for a host",
            f"Move it into {name_of(first)}.",
        )


def _ignored(path: str, given: str, allowed: str, fix: str = "") -> Finding:
    return Finding(path=path, code="combination-ignored", given=given, allowed=allowed, fix=fix)
