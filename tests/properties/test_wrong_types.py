"""Values of another type than the field: the API server refuses them, and no rule fails because of them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import yaml

from llm_api_mesh.inspection.objects import inspect_objects, inspect_subsets
from llm_api_mesh.inspection.rules.subsets import Subsets

HOST = "chat.ai.svc.cluster.local"
SPECS = {
    "DestinationRule": f"""
        host: {HOST}
        subsets: [{{name: v1, labels: {{version: v1}}}}]
        trafficPolicy:
          tls: {{mode: SIMPLE, sni: chat, subjectAltNames: [chat]}}
          connectionPool: {{tcp: {{idleTimeout: 1h}}, http: {{maxRetries: 3}}}}
          loadBalancer: {{simple: RANDOM, warmup: {{duration: 1m}}, localityLbSetting: {{failoverPriority: [zone]}}}}
          outlierDetection: {{consecutiveGatewayErrors: 5}}
          portLevelSettings: [{{port: {{number: 80}}, tls: {{mode: SIMPLE}}}}]
        """,
    "EnvoyFilter": """
        configPatches:
        - applyTo: HTTP_FILTER
          match: {context: SIDECAR_INBOUND, routeConfiguration: {gateway: chat}}
          patch:
            operation: INSERT_FIRST
            value: {name: mine, typed_config: {"@type": any/lua.v3.Lua}, config_discovery: {type_urls: [any/a.B]}}
        - applyTo: CLUSTER
          patch: {operation: MERGE, value: {common_lb_config: {consistent_hashing_lb_config: {}}}}
        """,
    "VirtualService": f"""
        hosts: [chat.example.com]
        gateways: [mesh]
        http:
        - match: [{{uri: {{regex: /a}}, headers: {{x: {{exact: a}}}}}}]
          retries: {{attempts: 2, retryOn: '429', retryIgnorePreviousHosts: true}}
          corsPolicy: {{allowOrigins: [{{exact: 'https://a.example.com'}}]}}
          headers: {{request: {{remove: [x]}}}}
          delegate: {{name: chat}}
          route: [{{destination: {{host: {HOST}, subset: v1}}, weight: 100}}]
          mirrors: [{{destination: {{host: {HOST}, subset: v1}}, percentage: {{value: 1}}}}]
        """,
}
OBJECTS = [
    {
        "apiVersion": "networking.istio.io/v1",
        "kind": kind,
        "metadata": {"name": "chat", "namespace": "ai"},
        "spec": yaml.safe_load(spec),
    }
    for kind, spec in SPECS.items()
]
WRONG: list[Any] = [None, 1, True, "x", [], [1], [[1]], [{}], {}, {"a": 1}]


def places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each mapping or list in a value, with each of its keys."""
    for key in value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ():
        yield value, key
        yield from places(value[key])


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_a_value_of_another_type(wrong: Any) -> None:
    """Whatever stands at any place, the other fields are inspected."""
    for index, _ in enumerate(OBJECTS):
        for number, _ in enumerate(places(OBJECTS[index]["spec"])):
            objects = deepcopy(OBJECTS)
            owner, key = list(places(objects[index]["spec"]))[number]
            owner[key] = wrong
            inspect_objects("chat", "1.31", objects)
            inspect_subsets("chat", objects, Subsets(objects))
