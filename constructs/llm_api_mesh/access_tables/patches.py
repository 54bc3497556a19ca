"""What the EnvoyFilters of an LLM gateway do to requests, read from their patches.

Only the patches that an LlmGateway writes are known. Everything else that an EnvoyFilter may do isn't read, and
`not_read` names such objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llm_api_mesh.access_tables.fields import at, everything_named, items, mapping, text
from llm_api_mesh.access_tables.lua_values import lua_values
from llm_api_mesh.access_tables.manifests import ROOT_NAMESPACE, Manifest, Manifests
from llm_api_mesh.access_tables.selection import Pods, selects

_OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"
_VIRTUAL_SERVICES = re.compile(r"/apis/networking\.istio\.io/v1/namespaces/([^/]+)/virtual-service/")
_METADATA = re.compile(r"%DYNAMIC_METADATA\([\w-]+:(\w+)\)%")
_POLICY = re.compile(r"contains\('-policy\[([^\]]+)\]-'\)")
_READER = "JsonToMetadata"
_CALLERS = "llm-gateway/callers"
_REQUIRED_BY = re.compile(r"-policy\[([^\]]+)\]-rule\[preflight\]")
_UNCHECKED = "'ext_authz_error'"
_BY_AUTHORIZER = "envoy.filters.http.ext_authz"


@dataclass(frozen=True)
class PoolRights:
    """Which namespaces may have routes to the Services of others."""

    users: Mapping[str, Sequence[str]]
    others: Sequence[str] | None
    home: str
    source: str

    def allows(self, namespace: str, pool: str) -> bool:
        """Whether routes of a namespace may lead to the Services of another one."""
        allowed = self.users.get(pool, self.others)
        return allowed is None or namespace in {pool, self.home, *allowed}


@dataclass(frozen=True)
class ClusterPatch:
    """What happens to requests on the way to one host."""

    users: tuple[str, ...] | None
    """The namespaces whose routes may lead there; None: all."""
    key_file: str = ""
    key_header: str = ""
    requires_key: bool = False
    signs: bool = False
    takes_google_token: bool = False
    states_origin: bool = False
    """Whether it writes down the VirtualService that leads there."""
    source: str = ""


@dataclass(frozen=True)
class LastCheck:
    """The filter behind all policies and the answers to preflights.

    It refuses callers without a verified token or key.
    """

    port: int | None
    """The port whose routes have it; None: all."""
    hosts: frozenset[str]
    """The hosts without it."""
    asks_authorizer: bool
    """Whether an external authorizer must have let the request in; otherwise it needs a valid token."""
    policy: str
    """The name of the policy that refuses the same requests earlier."""
    source: str


@dataclass(frozen=True)
class GatewayPatches:
    """What the EnvoyFilters do to all requests of a gateway's pods."""

    written: Mapping[str, str]
    """Headers that the gateway writes, and from which part of the body: `model`, `stream`, or `keys`."""
    statuses: Mapping[str, int]
    """The statuses of what a policy refuses, by its name, if they aren't 403."""
    clusters: Mapping[str, ClusterPatch]
    goes_on: str
    """The EnvoyFilter by which a request goes on to the next backend; empty if there is none."""
    own_addresses: str
    """The EnvoyFilter that refuses addresses of the gateway's own pod; empty if there is none."""
    pools: PoolRights | None
    writers: Mapping[str, str]
    """The EnvoyFilter that writes each header."""
    last_checks: tuple[LastCheck, ...]
    unchecked: int | None
    """The status of requests about which no external authorizer has answered, if it isn't that of the mesh."""


def patches_on(manifests: Manifests, pods: Pods) -> GatewayPatches:
    """What the EnvoyFilters that certainly act on pods do."""
    found = [(one, patch) for one in filters_on(manifests, pods) for patch in items(one.spec, "configPatches")]
    enabled = _enabled([patch for _, patch in found])
    filters = [(one, _value(patch)) for one, patch in found if text(_value(patch), "name") in enabled]
    written = dict(_written(filters, [patch for _, patch in found], enabled))
    scripts = [(one.ref, lua_values(code)) for one, patch in found for code in _scripts(_value(patch))]
    guarded = [(ref, values) for ref, values in scripts if "OWN" in values]
    return GatewayPatches(
        written={header: what for header, (what, _) in written.items()},
        writers={header: ref for header, (_, ref) in written.items()},
        statuses=dict(_statuses([patch for _, patch in found])),
        clusters=dict(_clusters(found)),
        goes_on=next((one.ref for one, patch in found if _goes_on(patch)), ""),
        own_addresses=guarded[0][0] if guarded else "",
        pools=next((_pool_rights(ref, values) for ref, values in guarded if "USERS" in values), None),
        unchecked=next(_unchecked([patch for _, patch in found]), None),
        last_checks=tuple(_last_checks(found)) if _CALLERS in {text(value, "name") for _, value in filters} else (),
    )


def filters_on(manifests: Manifests, pods: Pods) -> Iterator[Manifest]:
    """The EnvoyFilters that certainly act on pods."""
    for one in manifests.kind("EnvoyFilter"):
        labels = mapping(one.spec, "workloadSelector", "labels")
        if one.namespace in {pods.namespace, ROOT_NAMESPACE} and selects(labels, pods) is True:
            yield one


def _value(patch: Mapping[str, Any]) -> Mapping[str, Any]:
    return mapping(patch, "patch", "value")


def _enabled(patches: list[Mapping[str, Any]]) -> frozenset[str]:
    """The names of HTTP filters that run: those that no listener disables, and those that a route enables."""
    listed = [_value(patch) for patch in patches if text(patch, "applyTo") == "HTTP_FILTER"]
    upstream = [one for value in listed for one in _upstream(value)]
    names = {text(value, "name"): bool(value.get("disabled")) for value in [*upstream, *listed]}
    by_route = {
        name
        for patch in patches
        for config in everything_named(_value(patch), "typed_per_filter_config")
        if isinstance(config, Mapping)
        for name in config
    }
    return frozenset(name for name, disabled in names.items() if name and (not disabled or name in by_route))


def _upstream(value: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for found in everything_named(value, "upstream_http_filters"):
        yield from items({"found": found}, "found")


def _written(
    filters: list[tuple[Manifest, Mapping[str, Any]]], patches: list[Mapping[str, Any]], enabled: frozenset[str]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """The headers that the filters write, each with what is in it and the EnvoyFilter."""
    reads = any(
        text(_value(patch), "name") in enabled and _READER in str(at(_value(patch), "typed_config", "@type"))
        for patch in patches
    )
    for one, value in filters:
        for mutation in items(value, "typed_config", "mutations", "request_mutations"):
            header = mapping(mutation, "append", "header")
            if reads and (found := _METADATA.fullmatch(text(header, "value"))):
                yield text(header, "key").lower(), (found[1], one.ref)
        for code in _scripts(value):
            names = lua_values(code).get("WRITTEN")
            yield from ((name, ("keys", one.ref)) for name in (names if isinstance(names, list) else ()))


def _scripts(value: Mapping[str, Any]) -> Iterator[str]:
    yield from (str(code) for code in everything_named(value, "inline_string") if "function envoy_on" in str(code))


def _statuses(patches: list[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    for expression, status in _replies(patches):
        if found := _POLICY.search(expression):
            yield found[1], status


def _unchecked(patches: list[Mapping[str, Any]]) -> Iterator[int]:
    return (status for expression, status in _replies(patches) if _UNCHECKED in expression)


def _replies(patches: list[Mapping[str, Any]]) -> Iterator[tuple[str, int]]:
    """The statuses that the proxy's own answers get instead of theirs, by the conditions for it."""
    for patch in patches:
        for mapper in items(_value(patch), "typed_config", "local_reply_config", "mappers"):
            status = mapper.get("status_code")
            if isinstance(status, int):
                yield from ((str(one), status) for one in everything_named(mapper, "expression"))


def _last_checks(found: list[tuple[Manifest, Mapping[str, Any]]]) -> Iterator[LastCheck]:
    for one, patch in found:
        port = at(patch, "match", "routeConfiguration", "portNumber")
        for config in everything_named(_value(patch), "typed_per_filter_config"):
            for name, policy in mapping(config, _CALLERS, "rbac", "rules", "policies").items():
                if required := _REQUIRED_BY.search(name):
                    yield LastCheck(
                        port=port if isinstance(port, int) else None,
                        hosts=frozenset(map(str, everything_named(mapping(policy).get("permissions"), "exact"))),
                        asks_authorizer=_BY_AUTHORIZER in everything_named(mapping(policy).get("principals"), "filter"),
                        policy=required[1],
                        source=one.ref,
                    )


def _goes_on(patch: Mapping[str, Any]) -> bool:
    return text(patch, "applyTo") == "HTTP_ROUTE" and any(everything_named(_value(patch), "retry_priority"))


def _pool_rights(ref: str, values: Mapping[str, Any]) -> PoolRights:
    users = values.get("USERS")
    return PoolRights(users if isinstance(users, dict) else {}, values.get("OTHERS"), str(values.get("HOME")), ref)


def _clusters(found: list[tuple[Manifest, Mapping[str, Any]]]) -> Iterator[tuple[str, ClusterPatch]]:
    for one, patch in found:
        host = text(patch, "match", "cluster", "service")
        filters = items(_value(patch), "typed_extension_protocol_options", _OPTIONS, "http_filters")
        if text(patch, "applyTo") == "CLUSTER" and host and filters:
            yield host, _cluster({text(value, "name"): value for value in filters}, one.ref)


def _cluster(filters: Mapping[str, Mapping[str, Any]], source: str) -> ClusterPatch:
    scripts = {name: lua_values(code) for name, value in filters.items() for code in _scripts(value)}
    users = scripts.get("llm-gateway/users", {}).get("USERS")
    key = filters.get("llm-gateway/key", {})
    sources = everything_named(key, "path_config_source")
    return ClusterPatch(
        users=_namespaces(users) if isinstance(users, list) else None,
        key_file=next((text(one, "path") for one in sources), ""),
        key_header=text(key, "typed_config", "credential", "typed_config", "header"),
        requires_key="llm-gateway/require-key" in scripts,
        signs="llm-gateway/sign" in filters,
        takes_google_token="llm-gateway/token" in filters,
        states_origin="llm-gateway/from" in filters,
        source=source,
    )


def _namespaces(users: list[str]) -> tuple[str, ...]:
    return tuple(found[1] for one in users if (found := _VIRTUAL_SERVICES.fullmatch(one)))
