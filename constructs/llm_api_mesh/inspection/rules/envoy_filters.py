"""Patches of an EnvoyFilter that istiod leaves out, or that make a proxy refuse what they are in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llm_api_mesh.inspection.rules.findings import Finding, Object, at, places, policies

_MERGES = frozenset({"MERGE", "MERGE_AND_REPLACE_LIST"})
_INSERTS = frozenset({"INSERT_BEFORE", "INSERT_AFTER", "INSERT_FIRST"})
_FILTER = _INSERTS | {"ADD", "MERGE", "REMOVE", "REPLACE"}

# An INSERT becomes an ADD where there is no order.
OPERATIONS = {
    "CLUSTER": _MERGES | _INSERTS | {"ADD", "REMOVE"},
    "EXTENSION_CONFIG": _INSERTS | {"ADD"},
    "FILTER_CHAIN": _MERGES | _INSERTS | {"ADD", "REMOVE"},
    "HTTP_FILTER": _FILTER,
    "HTTP_ROUTE": _MERGES | _INSERTS | {"ADD", "REMOVE"},
    "LISTENER": _MERGES | _INSERTS | {"ADD", "REMOVE"},
    "LISTENER_FILTER": _FILTER,
    "NETWORK_FILTER": _FILTER,
    "ROUTE_CONFIGURATION": _MERGES,
    "VIRTUAL_HOST": _MERGES | _INSERTS | {"ADD", "REMOVE", "REPLACE"},
}
"""What istiod does for each kind of patch; any other operation is passed over."""

_POLICY_FIELDS = ("load_balancing_policy", "loadBalancingPolicy")
_SOCKET_FIELDS = ("transport_socket", "transportSocket")


def find(item: Object, objects: Sequence[Object]) -> Iterator[Finding]:
    """Find them in an EnvoyFilter that stands beside other objects."""
    for path, patch in places(item, "spec.configPatches[]"):
        apply_to, operation = at(patch, "applyTo"), at(patch, "patch.operation")
        if apply_to in OPERATIONS and operation and operation not in OPERATIONS[apply_to]:
            yield _ignored(
                f"{path}.patch.operation",
                f"{operation} with applyTo: {apply_to}, a patch that Istio leaves out",
                " or ".join(sorted(OPERATIONS[apply_to])),
            )
        if at(patch, "match.context") not in {None, "ANY", "GATEWAY"}:
            for field in ("gateway", "portName"):
                if at(patch, f"match.routeConfiguration.{field}"):
                    yield _ignored(
                        f"{path}.match.routeConfiguration.{field}",
                        f"it with context: {at(patch, 'match.context')}, where it isn't looked at",
                        "it with context: GATEWAY",
                        f"Remove {field}, or write context: GATEWAY.",
                    )
        value = at(patch, "patch.value")
        if apply_to == "CLUSTER" and operation in _MERGES and isinstance(value, Mapping):
            yield from _in_cluster(f"{path}.patch.value", value, _host(at(patch, "match.cluster")), objects)


def _in_cluster(path: str, value: Mapping[str, Any], host: Any, objects: Sequence[Object]) -> Iterator[Finding]:
    socket = next((field for field in _SOCKET_FIELDS if field in value), None)
    others = sorted(value.keys() - set(_SOCKET_FIELDS))
    if socket and others:
        yield _ignored(
            f"{path}.{others[0]}",
            f"it beside {socket}, beside which Istio takes nothing else",
            f"a patch with {socket} alone",
            f"Move {' and '.join(others)} into a patch of {'its' if len(others) == 1 else 'their'} own.",
        )
    if (value.get("lb_policy") or value.get("lbPolicy")) == "ROUND_ROBIN":
        yield _ignored(
            f"{path}.lb_policy",
            "ROUND_ROBIN, which a merge can't tell from a field that isn't set",
            "any other policy",
            "Write loadBalancer.simple: ROUND_ROBIN in a DestinationRule.",
        )
    policy = next((field for field in _POLICY_FIELDS if field in value), None)
    for rule, where in _weighed_places(host, objects) if policy else ():
        yield _ignored(
            f"{path}.{policy}",
            f"it for {host or 'all hosts'}, beside {where} of DestinationRule/{rule}",
            "one of them: with both, Envoy refuses the cluster and goes on with its old configuration",
        )


def _weighed_places(host: Any, objects: Sequence[Object]) -> Iterator[tuple[str, str]]:
    """Settings of places that become a part of the cluster which no policy goes with."""
    for rule in objects:
        if rule.get("kind") != "DestinationRule" or host not in {None, at(rule, "spec.host")}:
            continue
        for path, _, policy in policies(rule):
            near = at(policy, "loadBalancer.localityLbSetting") or {}
            ejects = at(policy, "outlierDetection") is not None
            fields = ["distribute", *(["failover", "failoverPriority"] if ejects else [])]
            on = near.get("enabled") is not False
            found = [f"localityLbSetting.{field}" for field in fields if on and near.get(field)]
            if at(policy, "loadBalancer.zoneAwareLbSetting") is not None:
                found.append("zoneAwareLbSetting")
            for setting in found:
                yield str(at(rule, "metadata.name")), f"{path}.loadBalancer.{setting}"


def _host(cluster: Any) -> Any:
    """Give the host of the clusters that are matched, which stands in their full name, too; None: of all."""
    return at(cluster, "service") or str(at(cluster, "name") or "").rpartition("|")[2] or None


def _ignored(path: str, given: str, allowed: str, fix: str = "") -> Finding:
    return Finding(path=path, code="combination-ignored", given=given, allowed=allowed, fix=fix)
