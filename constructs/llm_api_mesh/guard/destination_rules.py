"""Settings of a DestinationRule of which one drops another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llm_api_mesh.guard.findings import POLICIES, Finding, Object, at, places

_WARMED = ("LEAST_REQUEST", "LEAST_CONN", "ROUND_ROBIN", "UNSPECIFIED", None)
_BLOCKS = ("connectionPool", "loadBalancer", "outlierDetection", "tls")


def find(item: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    """Find them in a DestinationRule that stands beside other objects."""
    for pattern in POLICIES:
        for path, policy in places(item, pattern):
            if isinstance(policy, Mapping):
                yield from _in_policy(path, policy, at(item, "spec.host"), objects)
    yield from _ports(item)
    yield from _second_rule(item, objects)


def _in_policy(path: str, policy: Mapping[str, Any], host: Any, objects: Sequence[Object]) -> Iterator[Finding]:
    yield from _server_name(path, policy, host, objects)
    yield from _warm_up(path, policy)
    yield from _locality(path, policy)
    if policy.get("retryBudget") and at(policy, "connectionPool.http.maxRetries"):
        yield _ignored(
            f"{path}.connectionPool.http.maxRetries",
            "it beside retryBudget",
            "one of them: Envoy counts retries by the budget alone",
        )
    if at(policy, "connectionPool.tcp.idleTimeout") and at(policy, "connectionPool.http.idleTimeout"):
        yield _ignored(
            f"{path}.connectionPool.tcp.idleTimeout", "it beside http.idleTimeout", "one of them: http's is taken"
        )


def _server_name(path: str, policy: Mapping[str, Any], host: Any, objects: Sequence[Object]) -> Iterator[Finding]:
    tls = policy.get("tls") or {}
    if tls.get("mode") not in {"SIMPLE", "MUTUAL"} or not tls.get("sni") or tls.get("subjectAltNames"):
        return
    entries = (one for one in objects if one.get("kind") == "ServiceEntry" and host in (at(one, "spec.hosts") or ()))
    if tls.get("insecureSkipVerify") or any(at(entry, "spec.subjectAltNames") for entry in entries):
        return
    yield _ignored(
        f"{path}.tls.sni",
        "it without subjectAltNames",
        "both: with sni alone any certificate of a known authority passes, whoever's it is",
        f'Add subjectAltNames: ["{tls["sni"]}"].',
    )


def _warm_up(path: str, policy: Mapping[str, Any]) -> Iterator[Finding]:
    balancer = policy.get("loadBalancer") or {}
    for field in ("warmup", "warmupDurationSecs"):
        if balancer.get(field) and (balancer.get("consistentHash") or balancer.get("simple") not in _WARMED):
            other = "consistentHash" if balancer.get("consistentHash") else balancer["simple"]
            yield _ignored(
                f"{path}.loadBalancer.{field}", f"it with {other}", "it with LEAST_REQUEST or ROUND_ROBIN alone"
            )
    if balancer.get("warmup") and balancer.get("warmupDurationSecs"):
        yield _ignored(f"{path}.loadBalancer.warmupDurationSecs", "it beside warmup", "warmup alone")


def _locality(path: str, policy: Mapping[str, Any]) -> Iterator[Finding]:
    balancer = policy.get("loadBalancer") or {}
    place, zones = balancer.get("localityLbSetting"), balancer.get("zoneAwareLbSetting")
    ejects = policy.get("outlierDetection") is not None
    for name in ("localityLbSetting", "zoneAwareLbSetting"):
        setting = balancer.get(name) or {}
        for field in ("failover", "failoverPriority"):
            if setting.get(field) and (why := _idle(setting, ejects=ejects)):
                yield _ignored(f"{path}.loadBalancer.{name}.{field}", *why)
    if ejects and balancer.get("consistentHash") and place is None and zones is None:
        yield _ignored(
            f"{path}.loadBalancer.consistentHash",
            "it beside outlierDetection, which brings a preference for near replicas: a session has another replica "
            "at a gateway in another zone",
            "a word about locality",
            "Add localityLbSetting: {enabled: false}.",
        )


def _idle(setting: Mapping[str, Any], *, ejects: bool) -> tuple[str, str] | None:
    """Say why a failover never happens, and what is allowed; None if it does."""
    if setting.get("enabled") is False:
        return "it with enabled: false", "enabled: true"
    if setting.get("distribute"):
        return "it beside distribute", "one of them: the shares are kept"
    if not ejects:
        return "it without outlierDetection", "both: who is never ejected is never replaced"
    return None


def _ports(item: Object) -> Iterator[Finding]:
    for pattern in ("spec.trafficPolicy", "spec.subsets[].trafficPolicy"):
        for path, policy in places(item, pattern):
            for inner, port in places(policy, "portLevelSettings[]"):
                lost = [block for block in _BLOCKS if policy.get(block) and not port.get(block)]
                if lost:
                    yield _ignored(
                        f"{path}.{inner}",
                        f"it without {' and '.join(lost)}, which stands above it",
                        "every block again: a port's settings replace all of the policy's",
                    )


def _second_rule(item: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    def same(one: Object) -> bool:
        where = at(one, "metadata.namespace") == at(item, "metadata.namespace")
        return one.get("kind") == "DestinationRule" and where and at(one, "spec.host") == at(item, "spec.host")

    first = next(one for one in objects if same(one))
    if first is not item and at(item, "spec.trafficPolicy"):
        yield _ignored(
            "spec.trafficPolicy",
            f"it in a second DestinationRule for {at(item, 'spec.host')}, beside {at(first, 'metadata.name')}",
            "one DestinationRule for a host: of another one Istio takes the subsets alone",
        )


def _ignored(path: str, given: str, allowed: str, fix: str = "") -> Finding:
    return Finding(path=path, code="combination-ignored", given=given, allowed=allowed, fix=fix)
