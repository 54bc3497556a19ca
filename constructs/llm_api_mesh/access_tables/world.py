"""What follows from the objects of a folder, each derived once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from llm_api_mesh.access_tables.fields import items, mapping, text, texts
from llm_api_mesh.access_tables.manifests import ISTIO, Manifest, Manifests
from llm_api_mesh.access_tables.patches import GatewayPatches, patches_on
from llm_api_mesh.access_tables.places import attached, covers, pods_of, slots
from llm_api_mesh.access_tables.policies import Policies
from llm_api_mesh.access_tables.routes import Route, is_visible, routes_of
from llm_api_mesh.access_tables.selection import Pods, acts_on
from llm_api_mesh.access_tables.verdicts import Unknown

_K = TypeVar("_K")
_T = TypeVar("_T")


@dataclass(frozen=True, eq=False)
class Tokens:
    """Which tokens the pods of a gateway verify."""

    rules: tuple[tuple[Manifest, Mapping[str, Any]], ...]
    """The rules that certainly act, each with its RequestAuthentication."""
    unknown: Unknown | None
    """Why others may act as well."""

    @property
    def issuers(self) -> tuple[str, ...]:
        """The issuers whose tokens are valid."""
        return tuple(text(rule, "issuer") for _, rule in self.rules)


@dataclass(frozen=True, eq=False)
class World:
    """The objects of a folder, and what follows from them."""

    manifests: Manifests
    _known: dict[tuple[str, Hashable], Any] = field(default_factory=dict)

    def patches(self, pods: Pods) -> GatewayPatches:
        """What the EnvoyFilters of a gateway's pods do."""
        return self._once("patches", _key(pods), lambda: patches_on(self.manifests, pods))

    def patches_of_gateway(self, gateway: Manifest) -> GatewayPatches:
        """What the EnvoyFilters of a Gateway's pods do."""
        return self.patches(pods_of(self.manifests, gateway))

    def policies(self, pods: Pods) -> Policies:
        """The AuthorizationPolicies that act on pods, or may."""
        return self._once("policies", _key(pods), lambda: Policies.on(self.manifests, pods))

    def routes(self, service: Manifest) -> tuple[Route, ...]:
        """The routes of a VirtualService."""
        return self._once("routes", service, lambda: routes_of(self.manifests, service))

    def tokens(self, pods: Pods) -> Tokens:
        """Which tokens a gateway's pods verify."""
        return self._once("tokens", _key(pods), lambda: self._tokens(pods))

    def service(self, host: str, namespace: str) -> Manifest | None:
        """The Service that a host names, in an object of a namespace; None: the folder doesn't have it."""
        name, *rest = host.split(".")
        if not rest:
            return self.manifests.find("Service", namespace, name)
        return self.manifests.find("Service", rest[0], name) if rest[1:2] in ([], ["svc"]) else None

    def destination_rules(self, host: str, namespace: str) -> tuple[Manifest, ...]:
        """The DestinationRules of the Service that a host names, in an object of a namespace."""
        service = self.service(host, namespace)
        return tuple(self._rules_by_service.get(service, ())) if service else ()

    def rules_of_host(self, host: str) -> tuple[Manifest, ...]:
        """The DestinationRules that name a host in these letters."""
        return tuple(self._rules_by_host.get(host, ()))

    def entry(self, host: str, namespace: str) -> Manifest | None:
        """The ServiceEntry with a host that proxies of a namespace see."""
        return next((one for one in self._entries_by_host.get(host, ()) if is_visible(one, namespace)), None)

    def slots(self, address: str, pods: Pods) -> tuple[tuple[Manifest, Mapping[str, Any]], ...]:
        """The servers of the pods that are bound to an address of their own."""
        return self._once("slots", (address, _key(pods)), lambda: tuple(slots(self.manifests, address, pods)))

    def attached(self, gateway: Manifest, server: Mapping[str, Any], host: str) -> tuple[Manifest, ...]:
        """The VirtualServices with a host, or a wildcard of it, at a server of a Gateway."""
        by_host = self._once(
            "attached", (gateway, id(server)), lambda: _grouped(attached(self.manifests, gateway, server))
        )
        return tuple(dict.fromkeys(one for name, some in by_host.items() if covers(name, host) for one in some))

    @cached_property
    def _rules_by_service(self) -> Mapping[Manifest | None, list[Manifest]]:
        rules = self.manifests.kind("DestinationRule", ISTIO)
        return _grouped((self.service(text(rule.spec, "host"), rule.namespace), rule) for rule in rules)

    @cached_property
    def _rules_by_host(self) -> Mapping[str, list[Manifest]]:
        return _grouped((text(rule.spec, "host"), rule) for rule in self.manifests.kind("DestinationRule", ISTIO))

    @cached_property
    def _entries_by_host(self) -> Mapping[str, list[Manifest]]:
        entries = self.manifests.kind("ServiceEntry", ISTIO)
        return _grouped((host, entry) for entry in entries for host in texts(entry.spec, "hosts"))

    def _once(self, what: str, key: Hashable, derive: Callable[[], _T]) -> _T:
        """Derive something when it is first needed."""
        if (what, key) not in self._known:
            self._known[what, key] = derive()
        found: _T = self._known[what, key]
        return found

    def _tokens(self, pods: Pods) -> Tokens:
        rules: list[tuple[Manifest, Mapping[str, Any]]] = []
        unknown: Unknown | None = None
        for one in self.manifests.kind("RequestAuthentication"):
            acts = acts_on(one, pods)
            if acts is True:
                rules += [(one, rule) for rule in items(one.spec, "jwtRules")]
            elif isinstance(acts, Unknown):
                unknown = unknown or acts
        return Tokens(tuple(rules), unknown)


def service_namespace(host: str, namespace: str) -> str:
    """The namespace of the Service that a host may name, in an object of a namespace."""
    _, *rest = host.split(".")
    return rest[0] if rest else namespace


def port_of(server: Mapping[str, Any]) -> str:
    """The port of a Gateway's server as text."""
    return text(mapping(server, "port"), "number")


def _grouped(pairs: Iterable[tuple[_K, Manifest]]) -> Mapping[_K, list[Manifest]]:
    """The objects of each key, in their order."""
    found: dict[_K, list[Manifest]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return found


def _key(pods: Pods) -> Hashable:
    return pods.namespace, tuple(sorted(pods.labels.items())), pods.namespace_is_known
