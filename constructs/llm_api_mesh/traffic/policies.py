"""How connections to backends are made, by the Services and DestinationRules of a folder."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.access_tables.destinations import is_service
from llm_api_mesh.access_tables.fields import items, mapping, text
from llm_api_mesh.access_tables.manifests import ISTIO, Manifest
from llm_api_mesh.access_tables.world import World, service_namespace
from llm_api_mesh.traffic.model import Policy, Setting
from llm_api_mesh.traffic.settings import other_settings, policy_settings


def policies_of(world: World) -> tuple[Policy, ...]:
    """The settings of all backends and of their subsets."""
    rules = (one for rule in world.manifests.kind("DestinationRule", ISTIO) for one in _of_rule(rule))
    return tuple(sorted([*map(_of_service, world.manifests.kind("Service")), *rules]))


def _of_service(service: Manifest) -> Policy:
    ports = [
        Setting(
            f"port {text(port, 'port')}",
            f"port {text(port, 'targetPort') or text(port, 'port')} of the pods{_kind(port)}",
        )
        for port in items(service.spec, "ports")
    ]
    rest = {name: value for name, value in service.spec.items() if name not in {"ports", "selector"}}
    pods = _labels(mapping(service.spec, "selector"))
    name = f"Service {service.namespace}/{service.name}"
    return Policy(name, tuple(sorted([*pods, *ports, *other_settings(rest)])), service.ref)


def _kind(port: object) -> str:
    kind = text(port, "appProtocol") or text(port, "name")
    return f", {kind}" if kind else ""


def _of_rule(rule: Manifest) -> Iterator[Policy]:
    host = text(rule.spec, "host")
    name = f"Service {service_namespace(host, rule.namespace)}/{host.partition('.')[0]}" if is_service(host) else host
    yield Policy(name, policy_settings(mapping(rule.spec, "trafficPolicy")), rule.ref)
    for one in items(rule.spec, "subsets"):
        settings = policy_settings(mapping(one, "trafficPolicy"))
        yield Policy(f"{name}, subset {text(one, 'name')}", (*_labels(mapping(one, "labels")), *settings), rule.ref)


def _labels(labels: object) -> tuple[Setting, ...]:
    found = mapping({"labels": labels}, "labels")
    words = ", ".join(f"{key}={value}" for key, value in sorted(found.items()))
    return (Setting("pods", words),) if words else ()
