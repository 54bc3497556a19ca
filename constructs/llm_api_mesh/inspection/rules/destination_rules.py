"""Settings of a DestinationRule that cancel each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from llm_api_mesh.errors import Problem
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

_WARMED = ("LEAST_REQUEST", "LEAST_CONN", "ROUND_ROBIN", "UNSPECIFIED", None)
_BLOCKS = ("connectionPool", "loadBalancer", "outlierDetection", "tls")
_HTTP_PORT = re.compile(r"(http2?|grpc(-web)?)(-.*)?|kubernetes\.io/h2c")


def find(item: Object, objects: Sequence[Object]) -> Iterator[Problem]:
    """Find them in a DestinationRule, given all objects of its file."""
    above: set[str] = set()
    for policy in traffic_policies(item):
        for found in _in_policy(policy.effective, value_at(item, "spec.host"), objects):
            # A problem of an inherited block is reported for the policy that the subset inherits it from.
            if found.path not in above or found.path.partition(".")[0] in policy.written:
                yield replace(found, path=f"{policy.path}.{found.path}")
            if policy.path == "spec.trafficPolicy":
                above.add(found.path)
    yield from _ports(item)
    yield from _second_rule(item, objects)


def _in_policy(policy: Object, host: Any, objects: Sequence[Object]) -> Iterator[Problem]:
    yield from _certificates(policy, host, objects)
    yield from _warm_up(mapping_at(policy, "loadBalancer"))
    yield from _locality(mapping_at(policy, "loadBalancer"), ejects=policy.get("outlierDetection") is not None)
    if policy.get("retryBudget") and value_at(policy, "connectionPool.http.maxRetries"):
        yield combination_ignored(
            "connectionPool.http.maxRetries",
            "maxRetries has no effect beside retryBudget",
            "one of the two",
            "Remove maxRetries.",
        )
    both = value_at(policy, "connectionPool.tcp.idleTimeout") and value_at(policy, "connectionPool.http.idleTimeout")
    if both and any(_speaks_http(one, host) for one in objects):
        yield combination_ignored(
            "connectionPool.tcp.idleTimeout",
            "tcp.idleTimeout has no effect beside http.idleTimeout if the Service has only HTTP ports",
            "http.idleTimeout alone",
            "Remove tcp.idleTimeout.",
        )


def _speaks_http(service: Object, host: Any) -> bool:
    """Return whether this is the host's Service and has only HTTP ports. A TCP port would use tcp.idleTimeout."""
    name = f"{value_at(service, 'metadata.name')}.{value_at(service, 'metadata.namespace')}.svc."
    ports = [port for _, port in values_at(service, "spec.ports[]")]
    protocols = [str(value_at(port, "appProtocol") or value_at(port, "name")) for port in ports]
    return service.get("kind") == "Service" and str(host).startswith(name) and all(map(_HTTP_PORT.fullmatch, protocols))


def _certificates(policy: Object, host: Any, objects: Sequence[Object]) -> Iterator[Problem]:
    tls = mapping_at(policy, "tls")
    if tls.get("mode") not in ("SIMPLE", "MUTUAL"):
        return
    names = tls.get("subjectAltNames")
    if tls.get("insecureSkipVerify"):
        if names:
            yield combination_ignored(
                "tls.subjectAltNames",
                "subjectAltNames has no effect beside insecureSkipVerify, which accepts certificates of any name",
                "subjectAltNames without insecureSkipVerify",
                "Remove insecureSkipVerify.",
            )
        return
    entries = (
        one for one in objects if one.get("kind") == "ServiceEntry" and host in (value_at(one, "spec.hosts") or ())
    )
    if tls.get("sni") and not names and not any(value_at(entry, "spec.subjectAltNames") for entry in entries):
        yield combination_ignored(
            "tls.sni",
            "without subjectAltNames, sni verifies no name: any certificate of a known authority is accepted",
            "sni and subjectAltNames",
            f'Add subjectAltNames: ["{tls["sni"]}"].',
        )


def _warm_up(balancer: Object) -> Iterator[Problem]:
    for field in ("warmup", "warmupDurationSecs"):
        if balancer.get(field) and (balancer.get("consistentHash") or balancer.get("simple") not in _WARMED):
            other = "consistentHash" if balancer.get("consistentHash") else balancer["simple"]
            yield combination_ignored(
                f"loadBalancer.{field}",
                f"{field} has no effect with {other}",
                f"{field} with simple: LEAST_REQUEST or ROUND_ROBIN",
                f"Remove {field}, or choose LEAST_REQUEST or ROUND_ROBIN.",
            )
    if balancer.get("warmup") and balancer.get("warmupDurationSecs"):
        yield combination_ignored(
            "loadBalancer.warmupDurationSecs",
            "warmupDurationSecs has no effect beside warmup, which replaces it",
            "warmup alone",
            "Remove warmupDurationSecs.",
        )


def _locality(balancer: Object, *, ejects: bool) -> Iterator[Problem]:
    place, zones = balancer.get("localityLbSetting"), balancer.get("zoneAwareLbSetting")
    # Istio applies the order of zoneAwareLbSetting with and without outlierDetection.
    for name, setting, orders in (("localityLbSetting", place, ejects), ("zoneAwareLbSetting", zones, True)):
        for field in ("failover", "failoverPriority"):
            if value_at(setting, field) and (why := _without_failover(setting, field, orders=orders)):
                yield combination_ignored(f"loadBalancer.{name}.{field}", *why)
    if ejects and balancer.get("consistentHash") and place is None and zones is None:
        yield combination_ignored(
            "loadBalancer.consistentHash",
            "beside outlierDetection, a gateway prefers replicas in its own zone, so consistentHash gives a session a "
            "different replica in each zone",
            "consistentHash with a localityLbSetting, which can turn this preference off",
            "Add localityLbSetting: {enabled: false}.",
        )


def _without_failover(setting: Any, field: str, *, orders: bool) -> tuple[str, str, str] | None:
    """Return why a failover never happens, what is allowed, and the fix. None: it does happen."""
    no_effect = f"{field} has no effect"
    if setting.get("enabled") is False:
        return (
            f"{no_effect} with enabled: false",
            f"{field} with enabled: true",
            f"Remove {field}, or set enabled: true.",
        )
    if setting.get("distribute"):
        return f"{no_effect} beside distribute, whose shares always apply", "one of the two", f"Remove {field}."
    if not orders:
        why = f"{no_effect} without outlierDetection, which detects failed replicas"
        return why, f"{field} and outlierDetection", "Add outlierDetection."
    return None


def _ports(item: Object) -> Iterator[Problem]:
    for path, written, effective in traffic_policies(item):
        for inner, port in values_at(written, "portLevelSettings[]"):
            if not isinstance(port, Mapping):
                continue
            lost = [block for block in _BLOCKS if effective.get(block) and block not in port]
            if lost:
                yield combination_ignored(
                    f"{path}.{inner}",
                    f"the port's settings drop {' and '.join(lost)} of the policy above, which they replace as a whole",
                    "port settings that repeat every block of the policy above",
                    f"Copy {' and '.join(lost)} into the port's settings.",
                )
            # A budget above a subset still applies to the subset's ports.
            if written.get("retryBudget"):
                yield combination_ignored(
                    f"{path}.{inner}",
                    "retryBudget has no effect on a port with its own settings",
                    "one of the two",
                    "Move the port's settings into the policy above, or remove retryBudget.",
                )


def _second_rule(item: Object, objects: Sequence[Object]) -> Iterator[Problem]:
    # Istio doesn't merge rules for other proxies, or rules that are exported to other namespaces.
    where = ("metadata.namespace", "spec.exportTo", "spec.workloadSelector")
    host = resolved(value_at(item, "spec.host"), item)
    key = [value_at(item, path) for path in where]
    rules = [
        one
        for one in objects
        if one.get("kind") == "DestinationRule"
        and [value_at(one, path) for path in where] == key
        and resolved(value_at(one, "spec.host"), one) == host
    ]
    first = next((one for one in rules if value_at(one, "spec.trafficPolicy")), item)
    if first is not item and value_at(item, "spec.trafficPolicy"):
        yield combination_ignored(
            "spec.trafficPolicy",
            f"trafficPolicy has no effect in a second DestinationRule for {value_at(item, 'spec.host')}: Istio reads "
            "only its subsets",
            "one DestinationRule with a trafficPolicy for each host",
            f"Move trafficPolicy into {name_of(first)}.",
        )
