"""What follows from the objects of a folder, each derived once."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from llm_api_mesh.access_tables.fields import items, mapping, text, texts
from llm_api_mesh.access_tables.manifests import ISTIO, Manifest, Manifests
from llm_api_mesh.access_tables.patches import GatewayPatches, patches_on
from llm_api_mesh.access_tables.places import attached, covers, pods_of, slots
from llm_api_mesh.access_tables.policies import Policies
from llm_api_mesh.access_tables.routes import Route, is_visible, routes_of
from llm_api_mesh.access_tables.selection import Pods, acts_on
from llm_api_mesh.access_tables.verdicts import Unknown


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
    _index: dict[str, dict[Hashable, list[Manifest]]] = field(default_factory=dict)

    def patches(self, pods: Pods) -> GatewayPatches:
        """What the EnvoyFilters of a gateway's pods do."""
        key = ("patches", _key(pods))
        if key not in self._known:
            self._known[key] = patches_on(self.manifests, pods)
        found: GatewayPatches = self._known[key]
        return found

    def patches_of_gateway(self, gateway: Manifest) -> GatewayPatches:
        """What the EnvoyFilters of a Gateway's pods do."""
        return self.patches(pods_of(self.manifests, gateway))

    def policies(self, pods: Pods) -> Policies:
        """The AuthorizationPolicies that act on pods, or may."""
        key = ("policies", _key(pods))
        if key not in self._known:
            self._known[key] = Policies.on(self.manifests, pods)
        found: Policies = self._known[key]
        return found

    def routes(self, service: Manifest) -> tuple[Route, ...]:
        """The routes of a VirtualService."""
        key = ("routes", service)
        if key not in self._known:
            self._known[key] = routes_of(self.manifests, service)
        found: tuple[Route, ...] = self._known[key]
        return found

    def tokens(self, pods: Pods) -> Tokens:
        """Which tokens a gateway's pods verify."""
        key = ("tokens", _key(pods))
        if key not in self._known:
            self._known[key] = self._tokens(pods)
        found: Tokens = self._known[key]
        return found

    def service(self, host: str, namespace: str) -> Manifest | None:
        """The Service that a host names, in an object of a namespace; None: the folder doesn't have it."""
        name, *rest = host.split(".")
        if not rest:
            return self.manifests.find("Service", namespace, name)
        return self.manifests.find("Service", rest[0], name) if rest[1:2] in ([], ["svc"]) else None

    def destination_rules(self, host: str, namespace: str) -> tuple[Manifest, ...]:
        """The DestinationRules of the Service that a host names, in an object of a namespace."""
        service = self.service(host, namespace)
        if "rules" not in self._index:
            found: dict[Hashable, list[Manifest]] = {}
            for rule in self.manifests.kind("DestinationRule", ISTIO):
                found.setdefault(self.service(text(rule.spec, "host"), rule.namespace), []).append(rule)
            self._index["rules"] = found
        return tuple(self._index["rules"].get(service, ())) if service else ()

    def rules_of_host(self, host: str) -> tuple[Manifest, ...]:
        """The DestinationRules that name a host in these letters."""
        if "hosts" not in self._index:
            found: dict[Hashable, list[Manifest]] = {}
            for rule in self.manifests.kind("DestinationRule", ISTIO):
                found.setdefault(text(rule.spec, "host"), []).append(rule)
            self._index["hosts"] = found
        return tuple(self._index["hosts"].get(host, ()))

    def entry(self, host: str, namespace: str) -> Manifest | None:
        """The ServiceEntry with a host that proxies of a namespace see."""
        if "entries" not in self._index:
            found: dict[Hashable, list[Manifest]] = {}
            for one in self.manifests.kind("ServiceEntry", ISTIO):
                for name in texts(one.spec, "hosts"):
                    found.setdefault(name, []).append(one)
            self._index["entries"] = found
        seen = self._index["entries"].get(host, ())
        return next((one for one in seen if is_visible(one, namespace)), None)

    def slots(self, address: str, pods: Pods) -> tuple[tuple[Manifest, Mapping[str, Any]], ...]:
        """The servers of the pods that are bound to an address of their own."""
        key = ("slots", (address, _key(pods)))
        if key not in self._known:
            self._known[key] = tuple(slots(self.manifests, address, pods))
        found: tuple[tuple[Manifest, Mapping[str, Any]], ...] = self._known[key]
        return found

    def attached(self, gateway: Manifest, server: Mapping[str, Any], host: str) -> tuple[Manifest, ...]:
        """The VirtualServices with a host, or a wildcard of it, at a server of a Gateway."""
        key = ("attached", (gateway, id(server)))
        if key not in self._known:
            by_host: dict[str, list[Manifest]] = {}
            for one, service in attached(self.manifests, gateway, server):
                by_host.setdefault(one, []).append(service)
            self._known[key] = by_host
        found: dict[str, list[Manifest]] = self._known[key]
        return tuple(dict.fromkeys(one for name, some in found.items() if covers(name, host) for one in some))

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


def _key(pods: Pods) -> Hashable:
    return pods.namespace, tuple(sorted(pods.labels.items())), pods.namespace_is_known
