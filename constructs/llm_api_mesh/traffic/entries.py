"""The entries of a folder: the hosts at its Gateways, and the Services that pods of the mesh call."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from llm_api_mesh.access_tables.conditions import qualified
from llm_api_mesh.access_tables.fields import at, items, mapping, text, texts
from llm_api_mesh.access_tables.manifests import ISTIO, Manifest
from llm_api_mesh.access_tables.places import Place, places
from llm_api_mesh.access_tables.routes import Route
from llm_api_mesh.access_tables.selection import Pods
from llm_api_mesh.access_tables.world import World, port_of
from llm_api_mesh.traffic.model import MESH, Entry, Rule, Setting
from llm_api_mesh.traffic.public import public_paths_of
from llm_api_mesh.traffic.settings import ACTING_ON_ANSWERS
from llm_api_mesh.traffic.slots import is_second_hop
from llm_api_mesh.traffic.splits import Hop, copies_of, settings_of, splits_of
from llm_api_mesh.traffic.streams import stream_rules
from llm_api_mesh.traffic.words import request_in_words

_NOT_PUBLIC = "a path that isn't public"
_TLS_MODES = {
    "ISTIO_MUTUAL": "TLS with certificates of the mesh",
    "MUTUAL": "TLS with client certificates",
    "OPTIONAL_MUTUAL": "TLS, perhaps with client certificates",
    "PASSTHROUGH": "TLS of the backend",
    "SIMPLE": "TLS",
}


def entries_of(world: World) -> tuple[Entry, ...]:
    """All entries, by gateway and host; those of the mesh come last."""
    found: dict[tuple[str, str], list[Place]] = {}
    for place in places(world.manifests):
        if place.manifest or not all(map(is_second_hop, place.services)):
            found.setdefault((place.gateway, place.host), []).append(place)
    at_gateways = [_entry(world, some) for _, some in sorted(found.items())]
    return (*at_gateways, *_in_mesh(world))


def _entry(world: World, some: Sequence[Place]) -> Entry:
    first = some[0]
    services = tuple(dict.fromkeys(service for place in some for service in place.services))
    hop = Hop(world, first.pods, first.sample_host)
    rules = [rule for service in services for rule in _rules(hop, service)]
    return Entry(
        gateway=first.gateway,
        host=first.host,
        listeners=tuple(_listener(place.server) for place in some if place.manifest),
        pods=", ".join(f"{name}={value}" for name, value in sorted(first.pods.labels.items())),
        rules=_catch_alls_last(rules, len(services)),
        public_paths=_public(world, services),
        namespaces=tuple(sorted({service.namespace for service in services})),
        source=first.manifest.ref if first.manifest else "",
    )


def _in_mesh(world: World) -> Iterator[Entry]:
    for service in world.manifests.kind("VirtualService", ISTIO):
        names = texts(service.spec, "gateways") or [MESH]
        if MESH not in {qualified(name, service.namespace) for name in names}:
            continue
        for host in texts(service.spec, "hosts"):
            hop = Hop(world, Pods(service.namespace, {}), host)
            rules = tuple(_rules(hop, service))
            yield Entry(MESH, host, (), "", rules, _public(world, [service]), (service.namespace,), "")


def _rules(hop: Hop, service: Manifest) -> Iterator[Rule]:
    for _, group in groupby(hop.world.routes(service), key=lambda one: one.position):
        routes = list(group)
        rule = Rule(
            name=routes[0].name,
            requests=_requests(routes),
            splits=splits_of(hop, routes),
            copies=copies_of(hop, routes),
            settings=settings_of(routes),
            source=service.ref,
        )
        yield replace(rule, settings=tuple(filter(_acts, rule.settings))) if rule.is_answered else rule
    yield from stream_rules(hop, service)


def _acts(setting: Setting) -> bool:
    """Whether a setting acts on requests that no backend gets."""
    return setting.name.startswith(ACTING_ON_ANSWERS)


def _requests(routes: Sequence[Route]) -> tuple[str, ...]:
    if public_paths_of(routes) is not None:
        return (_NOT_PUBLIC,)
    first = (alternative[0] for route in routes for alternative in route.alternatives)
    return tuple(dict.fromkeys(map(request_in_words, first)))


def _public(world: World, services: Iterable[Manifest]) -> tuple[str, ...] | None:
    for service in services:
        for route in world.routes(service):
            if (found := public_paths_of([route])) is not None:
                return found
    return None


def _catch_alls_last(rules: list[Rule], services: int) -> tuple[Rule, ...]:
    """The rules as istiod sorts those of several VirtualServices with one host: what takes all requests comes last."""
    return tuple(sorted(rules, key=_takes_all) if services > 1 else rules)


def _takes_all(rule: Rule) -> bool:
    return request_in_words({}) in rule.requests


def _listener(server: Mapping[str, Any]) -> str:
    protocol, mode = text(server, "port", "protocol").upper(), text(server, "tls", "mode")
    words = [f"{protocol} {port_of(server)}"]
    if at(server, "tls", "httpsRedirect") is True:
        words.append("redirected to HTTPS")
    if mode:
        words.append(_TLS_MODES.get(mode, f"TLS mode {mode}"))
    names = [text(server, "tls", "credentialName"), *texts(server, "tls", "credentialNames")]
    names += [
        text(one, "credentialName") or text(one, "serverCertificate") for one in items(server, "tls", "tlsCertificates")
    ]
    words += [f"certificate {name}" for name in names if name]
    if lowest := text(mapping(server, "tls"), "minProtocolVersion"):
        words.append(f"{lowest.replace('TLSV', 'TLS ').replace('_', '.')} or newer")
    return ", ".join(words)
