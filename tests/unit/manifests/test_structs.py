"""Structs become plain data with the names of YAML."""

from __future__ import annotations

import inspect
import re
from enum import Enum
from types import ModuleType

import pytest
from cdk8s_plus_27 import k8s

from llm_api_mesh.manifests.structs import plain
from llm_api_mesh_crds.io.istio import networking, security

_SCHEMA = re.compile(r":schema: \w+#(\S+)")


def _structs(module: ModuleType) -> list[type]:
    return [kind for _, kind in inspect.getmembers(module, inspect.isclass) if hasattr(kind, "__jsii_name_mapping__")]


@pytest.mark.parametrize("module", [networking, security], ids=lambda module: module.__name__)
def test_names_of_fields(module: ModuleType) -> None:
    """Each field has the name that the documentation of its class names."""
    for kind in _structs(module):
        documented = {
            name: found[1]
            for name, member in vars(kind).items()
            if isinstance(member, property) and (found := _SCHEMA.search(member.__doc__ or ""))
        }
        struct: object = object.__new__(kind)
        vars(struct)["_values"] = dict.fromkeys(documented, 1)
        assert list(plain(struct)) == list(documented.values()), kind


@pytest.mark.parametrize(
    ("member", "value"),
    [
        (networking.DestinationRuleSpecTrafficPolicyLoadBalancerSimple.ROUND_UNDERSCORE_ROBIN, "ROUND_ROBIN"),
        (networking.DestinationRuleSpecTrafficPolicyTlsMode.SIMPLE, "SIMPLE"),
        (networking.EnvoyFilterSpecConfigPatchesApplyTo.HTTP_UNDERSCORE_ROUTE, "HTTP_ROUTE"),
        (security.PeerAuthenticationSpecMtlsMode.STRICT, "STRICT"),
    ],
    ids=str,
)
def test_values_of_enums(member: Enum, value: str) -> None:
    """A member of an enum becomes its value in YAML."""
    assert plain(member) == value


def test_a_service() -> None:
    """The classes of Kubernetes' own objects become plain data too."""
    port = k8s.ServicePort(name="http", port=80, target_port=k8s.IntOrString.from_number(8080), app_protocol="http")
    spec = k8s.ServiceSpec(type="ClusterIP", selector={"app": "chat"}, ports=[port])
    ports = [{"name": "http", "port": 80, "targetPort": 8080, "appProtocol": "http"}]
    assert plain(spec) == {"type": "ClusterIP", "selector": {"app": "chat"}, "ports": ports}
