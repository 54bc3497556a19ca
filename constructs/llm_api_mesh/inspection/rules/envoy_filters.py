"""Patches of an EnvoyFilter that istiod ignores, or that make a proxy refuse its configuration."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llm_api_mesh.errors import Problem, listed
from llm_api_mesh.inspection.rules.combination import combination_ignored
from llm_api_mesh.inspection.rules.fields import Object, traffic_policies, value_at, values_at

_MERGES = frozenset({"MERGE", "MERGE_AND_REPLACE_LIST"})
_INSERTS = frozenset({"INSERT_BEFORE", "INSERT_AFTER", "INSERT_FIRST"})
_FILTER = _INSERTS | {"ADD", "MERGE", "REMOVE", "REPLACE"}

# Where there is no order, istiod handles an INSERT as an ADD.
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
"""The operations that istiod supports for each `applyTo`. It ignores all others."""

_POLICY_FIELDS = ("load_balancing_policy", "loadBalancingPolicy")
_SOCKET_FIELDS = ("transport_socket", "transportSocket")
_LB_CONFIGS = ("common_lb_config", "commonLbConfig")
_BOUNDS = ("consistent_hashing_lb_config", "consistentHashingLbConfig")

# The factory of an object in the filter state that can be hashed.
_HASHABLE = "envoy.hashable_string"


def find(item: Object, objects: Sequence[Object]) -> Iterator[Problem]:
    """Find them in an EnvoyFilter, given all objects of its file."""
    for path, patch in values_at(item, "spec.configPatches[]"):
        apply_to, operation = str(value_at(patch, "applyTo")), str(value_at(patch, "patch.operation") or "")
        if apply_to in OPERATIONS and operation and operation not in OPERATIONS[apply_to]:
            yield combination_ignored(
                f"{path}.patch.operation",
                f"Istio ignores a patch with operation {operation} and applyTo: {apply_to}",
                listed(sorted(OPERATIONS[apply_to])),
            )
        if value_at(patch, "match.context") not in (None, "ANY", "GATEWAY"):
            for field in ("gateway", "portName"):
                if value_at(patch, f"match.routeConfiguration.{field}"):
                    yield combination_ignored(
                        f"{path}.match.routeConfiguration.{field}",
                        f"{field} has no effect with context: {value_at(patch, 'match.context')}",
                        f"{field} with context: GATEWAY",
                        f"Remove {field}, or write context: GATEWAY.",
                    )
        value = value_at(patch, "patch.value")
        if apply_to == "HTTP_ROUTE":
            yield from _filter_state(f"{path}.patch.value", value, objects)
        if apply_to == "CLUSTER" and operation in _MERGES and isinstance(value, Mapping):
            yield from _in_cluster(f"{path}.patch.value", value, _host(value_at(patch, "match.cluster")), objects)


def _in_cluster(path: str, value: Mapping[str, Any], host: Any, objects: Sequence[Object]) -> Iterator[Problem]:
    socket = next((field for field in _SOCKET_FIELDS if field in value), None)
    others = sorted(value.keys() - set(_SOCKET_FIELDS))
    if socket and others:
        yield combination_ignored(
            f"{path}.{others[0]}",
            f"{' and '.join(others)} {'has' if len(others) == 1 else 'have'} no effect beside {socket}: Istio merges "
            f"only {socket}",
            f"a patch with {socket} alone",
            f"Move {' and '.join(others)} into another patch.",
        )
    if (value.get("lb_policy") or value.get("lbPolicy")) == "ROUND_ROBIN":
        yield combination_ignored(
            f"{path}.lb_policy",
            "lb_policy: ROUND_ROBIN has no effect in a merge, which can't distinguish it from an unset field",
            "any other policy",
            "Write loadBalancer.simple: ROUND_ROBIN in a DestinationRule.",
        )
    policy = balancing_policy(value)
    if policy and _is_bounded(host, objects):
        yield combination_ignored(
            f"{path}.{policy}",
            f"with {policy} for {host or 'all hosts'} and a patch of consistent_hashing_lb_config, Envoy refuses the "
            "cluster and keeps its old configuration",
            "one of the two",
            f"Remove {policy}.",
        )
    for rule, where in _locality_settings(host, objects) if policy else ():
        yield combination_ignored(
            f"{path}.{policy}",
            f"with {policy} for {host or 'all hosts'} and {where} of DestinationRule/{rule}, Envoy refuses the cluster "
            "and keeps its old configuration",
            "one of the two",
            f"Remove {policy}.",
        )


def balancing_policy(value: Any) -> str | None:
    """Return the field in which the value of a cluster has a balancing policy, in either spelling."""
    return next((field for field in _POLICY_FIELDS if isinstance(value, Mapping) and field in value), None)


def _is_bounded(host: Any, objects: Sequence[Object]) -> bool:
    """Return whether a patch bounds the load of the clusters, as a part of them that excludes another policy."""
    patches = (patch for one in _filters(objects) for _, patch in values_at(one, "spec.configPatches[]"))
    return any(
        value_at(patch, f"patch.value.{config}.{bound}") is not None
        for patch in patches
        if host is None or _host(value_at(patch, "match.cluster")) in {None, host}
        for config in _LB_CONFIGS
        for bound in _BOUNDS
    )


def _filter_state(path: str, value: Any, objects: Sequence[Object]) -> Iterator[Problem]:
    """Find hashes of an object in the filter state that has no hash."""
    for field in ("hash_policy", "hashPolicy"):
        for inner, policy in values_at(value, f"route.{field}[]"):
            key = value_at(policy, "filter_state.key") or value_at(policy, "filterState.key")
            writers = [text for text in _texts(_filters(objects)) if key and key in text and text != key]
            keyed = [
                one
                for one in _mappings(_filters(objects))
                if key and key in {one.get("object_key"), one.get("objectKey")}
            ]
            if (writers or keyed) and not any(_HASHABLE in text for text in (*writers, *_texts(keyed))):
                yield combination_ignored(
                    f"{path}.{inner}",
                    f"the filter state {key} is written without the factory {_HASHABLE}, so it has no hash, and each "
                    "request goes to a random replica",
                    f"an object of the factory {_HASHABLE}",
                    f"Write the object with the factory {_HASHABLE}.",
                )


def _filters(objects: Sequence[Object]) -> list[Object]:
    return [one for one in objects if one.get("kind") == "EnvoyFilter"]


def _mappings(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield all mappings in a value."""
    if isinstance(value, Mapping):
        yield value
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    for one in parts:
        yield from _mappings(one)


def _texts(value: Any) -> Iterator[str]:
    """Yield all texts in a value."""
    for mapping in _mappings(value):
        yield from (one for one in mapping.values() if isinstance(one, str))


def _locality_settings(host: Any, objects: Sequence[Object]) -> Iterator[tuple[str, str]]:
    """Yield rules with locality settings, which become a part of the cluster that excludes a load_balancing_policy."""
    for rule in objects:
        if rule.get("kind") != "DestinationRule" or host not in {None, value_at(rule, "spec.host")}:
            continue
        for path, _, policy in traffic_policies(rule):
            near = value_at(policy, "loadBalancer.localityLbSetting") or {}
            ejects = value_at(policy, "outlierDetection") is not None
            fields = ["distribute", *(["failover", "failoverPriority"] if ejects else [])]
            on = near.get("enabled") is not False
            found = [f"localityLbSetting.{field}" for field in fields if on and near.get(field)]
            if value_at(policy, "loadBalancer.zoneAwareLbSetting") is not None:
                found.append("zoneAwareLbSetting")
            for setting in found:
                yield str(value_at(rule, "metadata.name")), f"{path}.loadBalancer.{setting}"


def _host(cluster: Any) -> Any:
    """Return the host of the matched clusters, which is also a part of their full name. None: of all clusters."""
    return value_at(cluster, "service") or str(value_at(cluster, "name") or "").rpartition("|")[2] or None
