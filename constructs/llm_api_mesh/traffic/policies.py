"""How connections to backends are made, by the DestinationRules of a folder."""

from __future__ import annotations

from collections.abc import Iterator

from llm_api_mesh.access_tables.destinations import is_service
from llm_api_mesh.access_tables.fields import items, mapping, text
from llm_api_mesh.access_tables.manifests import ISTIO, Manifest
from llm_api_mesh.access_tables.world import World, service_namespace
from llm_api_mesh.traffic.model import Policy, Setting
from llm_api_mesh.traffic.settings import policy_settings


def policies_of(world: World) -> tuple[Policy, ...]:
    """The settings of all backends and of their subsets."""
    return tuple(sorted(one for rule in world.manifests.kind("DestinationRule", ISTIO) for one in _of_rule(rule)))


def _of_rule(rule: Manifest) -> Iterator[Policy]:
    host = text(rule.spec, "host")
    name = f"Service {service_namespace(host, rule.namespace)}/{host.partition('.')[0]}" if is_service(host) else host
    yield Policy(name, policy_settings(mapping(rule.spec, "trafficPolicy")), rule.ref)
    for one in items(rule.spec, "subsets"):
        labels = ", ".join(f"{key}={value}" for key, value in sorted(mapping(one, "labels").items()))
        settings = policy_settings(mapping(one, "trafficPolicy"))
        pods = (Setting("pods", labels),) if labels else ()
        yield Policy(f"{name}, subset {text(one, 'name')}", (*pods, *settings), rule.ref)
