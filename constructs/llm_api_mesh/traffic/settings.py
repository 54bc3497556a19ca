"""All settings of a route or of a DestinationRule in words. One without a word of its own is named by its path."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from llm_api_mesh.access_tables.fields import at, mapping, text
from llm_api_mesh.plan.llm_gateway.headers import AFFINITY, FROM, LEG, NO_LIMIT, SPILL, UPSTREAM_MODEL
from llm_api_mesh.secret_shapes import HEADERS
from llm_api_mesh.traffic.model import Setting

_DURATION = re.compile(r"([0-9.]+)(ms|s|m|h)")

_NAMES = {
    "connectionPool.http.http1MaxPendingRequests": "most requests that wait",
    "connectionPool.http.http2MaxRequests": "most requests at once",
    "connectionPool.http.idleTimeout": "longest silence of a connection",
    "connectionPool.http.maxRequestsPerConnection": "most requests on one connection",
    "connectionPool.http.maxRetries": "most retries at once",
    "connectionPool.tcp.connectTimeout": "timeout of connecting",
    "connectionPool.tcp.maxConnectionDuration": "longest life of a connection",
    "connectionPool.tcp.maxConnections": "most connections",
    "headers.request.remove": "headers that the backend doesn't get",
    "loadBalancer.consistentHash.maglev.tableSize": "size of the Maglev table",
    "loadBalancer.consistentHash.ringHash.minimumRingSize": "smallest size of the ring",
    "loadBalancer.localityLbSetting.enabled": "balancing by locality",
    "loadBalancer.simple": "load balancing",
    "outlierDetection.baseEjectionTime": "shortest time of an ejection",
    "outlierDetection.consecutive5xxErrors": "errors in a row until an ejection",
    "outlierDetection.consecutiveGatewayErrors": "gateway errors in a row until an ejection",
    "outlierDetection.interval": "time between the checks for ejections",
    "outlierDetection.maxEjectionPercent": "most ejected replicas, in percent",
    "outlierDetection.minHealthPercent": "least healthy replicas for ejections, in percent",
    "retries.attempts": "most retries of a request",
    "retries.backoff": "wait before a retry",
    "retries.perTryTimeout": "timeout of one try",
    "retries.retryIgnorePreviousHosts": "retries go to other replicas",
    "retries.retryOn": "retries on",
    "retries.retryRemoteLocalities": "retries go to other localities",
    "retryBudget.minRetryConcurrency": "least number of retries at once",
    "retryBudget.percent": "most retries at once, in percent of the requests",
    "rewrite.authority": "host that the backend gets",
    "rewrite.uri": "path that the backend gets",
    "timeout": "timeout of a request",
    "tls.mode": "TLS to the backend",
    "tls.sni": "name that TLS asks for",
}
_VALUES = {
    ("loadBalancer.simple", "LEAST_REQUEST"): "the one of two replicas with fewer requests",
    ("loadBalancer.simple", "PASSTHROUGH"): "the address that the client has chosen",
    ("loadBalancer.simple", "RANDOM"): "any replica",
    ("loadBalancer.simple", "ROUND_ROBIN"): "one replica after the other",
    ("tls.mode", "DISABLE"): "no",
    ("tls.mode", "ISTIO_MUTUAL"): "by the mesh",
    ("tls.mode", "MUTUAL"): "with a client certificate",
    ("tls.mode", "SIMPLE"): "yes",
}
DELAY = "fault (delay)"
ACTING_ON_ANSWERS = ("corsPolicy.", "fault (")
"""What the names of settings begin with that act on requests which no backend gets."""
_NOT_SETTINGS = frozenset(
    {
        *("delegate", "directResponse", "match", "mirror", "mirrorPercent", "mirrorPercentage", "mirrors", "name"),
        *("redirect", "route"),
    }
)
_STRUCTURE = frozenset({LEG, FROM, UPSTREAM_MODEL})
"""Headers by which one hop finds the other; what they lead to is read instead."""


def route_settings(action: Mapping[str, Any]) -> tuple[Setting, ...]:
    """All settings of a route, apart from its conditions, its destinations and its copies."""
    rest = {name: value for name, value in action.items() if name not in _NOT_SETTINGS}
    fault, rewrite = mapping(rest.pop("fault", {})), mapping(rest.get("rewrite", {}), "uriRegexRewrite")
    found = [*_faults(fault), *_leaves(rest)]
    if rewrite:
        found = [one for one in found if not one.name.startswith("rewrite.uriRegexRewrite")]
        found.append(Setting("path that the backend gets", f"{rewrite.get('match')} becomes {rewrite.get('rewrite')}"))
    return tuple(sorted(filter(None, map(_of_header, found))))


def policy_settings(policy: Mapping[str, Any]) -> tuple[Setting, ...]:
    """All settings of a traffic policy."""
    hashed = mapping(policy, "loadBalancer", "consistentHash")
    rest: list[Setting] = []
    if hashed:
        rest.append(Setting("load balancing", f"the same replica for the same {_hash_key(hashed)}"))
    return tuple(sorted([*rest, *(one for one in _leaves(policy) if not _is_hash_key(one.name))]))


def other_settings(fields: Mapping[str, Any]) -> tuple[Setting, ...]:
    """All fields of an object as settings."""
    return tuple(sorted(_leaves(fields)))


def duration(value: str) -> str:
    """A duration with a space before its unit."""
    found = _DURATION.fullmatch(value)
    return f"{found[1]} {found[2]}" if found else value


def _leaves(value: Any, path: str = "") -> Iterator[Setting]:
    if isinstance(value, Mapping) and (value or not path):
        for name, inner in value.items():
            yield from _leaves(inner, f"{path}.{name}" if path else name)
    else:
        known = _VALUES.get((path, value)) if isinstance(value, str) else None
        yield Setting(_NAMES.get(path, path), known or _plain(value))


def _plain(value: Any) -> str:
    if isinstance(value, list) and all(not isinstance(one, Mapping | list) for one in value):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return duration(value) or "nothing"
    return json.dumps(value, sort_keys=True)


def _faults(fault: Mapping[str, Any]) -> Iterator[Setting]:
    for name, what in (("abort", "httpStatus"), ("delay", "fixedDelay")):
        if one := mapping(fault, name):
            percent = at(one, "percentage", "value")
            words = {"abort": f"get {text(one, what)}", "delay": f"wait {duration(text(one, what))}"}[name]
            yield Setting(f"fault ({name})", f"{percent if percent is not None else 100:g} % {words}")


def _of_header(one: Setting) -> Setting | None:
    """A header that is set, in words; None: it leads to something that is read instead."""
    for prefix, verb in (("headers.request.set.", "set"), ("headers.request.add.", "added")):
        if one.name.startswith(prefix):
            name = one.name.removeprefix(prefix)
            if name in _STRUCTURE:
                return None
            if name == SPILL:
                limit = "none" if one.value == NO_LIMIT else f"{one.value} requests a minute"
                return Setting("limit of requests that go on to the next backend", limit)
            if name == AFFINITY:
                return Setting("key of a conversation", one.value)
            value = "a certain key" if name.lower() in HEADERS else one.value
            return Setting(f"header {name}, {verb} for the backend", value)
    return one


def _hash_key(hashed: Mapping[str, Any]) -> str:
    if name := text(hashed, "httpHeaderName"):
        return "conversation" if name == AFFINITY else f"header {name}"
    if name := text(hashed, "httpQueryParameterName"):
        return f"parameter {name}"
    if name := text(hashed, "httpCookie", "name"):
        return f"cookie {name}"
    return "address of the client" if hashed.get("useSourceIp") else "key that isn't read"


def _is_hash_key(path: str) -> bool:
    return path.startswith("loadBalancer.consistentHash.") and path.split(".")[2] in {
        "httpHeaderName",
        "httpQueryParameterName",
        "useSourceIp",
    }
