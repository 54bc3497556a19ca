"""The Istio Gateways in a user's own charts, to which APIs may refer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cdk8s import ApiObject
from constructs import IConstruct

from llm_api_mesh.gateway_pods import GatewayPods
from llm_api_mesh.inspection.rules.fields import value_at, values_at
from llm_api_mesh.spec.gateway import GatewayKey

_ISTIO = "networking.istio.io/"


def own_gateways(charts: Iterable[IConstruct]) -> Mapping[GatewayKey, GatewayPods]:
    """Return the pods of the Gateways in the charts."""
    items = (item for chart in charts for item in chart.node.find_all() if isinstance(item, ApiObject))
    found = (item for item in items if item.kind == "Gateway" and item.api_version.startswith(_ISTIO))
    return dict(pair for item in found for pair in _pods(item.to_json()))


def _pods(item: Mapping[str, Any]) -> Iterator[tuple[GatewayKey, GatewayPods]]:
    namespace, name = value_at(item, "metadata.namespace"), value_at(item, "metadata.name")
    labels = value_at(item, "spec.selector")
    if namespace and name and labels:
        ports = frozenset(number for _, number in values_at(item, "spec.servers[].port.number"))
        yield GatewayKey(namespace, name), GatewayPods(namespace=namespace, labels=labels, ports=ports)
