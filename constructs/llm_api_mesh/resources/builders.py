"""The functions that write the objects of an API, in the order of the objects in the file.

The order is that of Argo CD's waves, because `kubectl apply` follows the order in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from cdk8s import ApiObject
from constructs import Construct

from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources import destination_rule, gateway, pod_access, service, virtual_service

Builder = Callable[[Construct, Plan], Mapping[str, ApiObject]]

BUILDERS: tuple[Builder, ...] = (
    service.build,
    pod_access.build_peer_authentications,
    pod_access.build_authorization_policies,
    gateway.build,
    destination_rule.build,
    destination_rule.build_at_gateway,
    destination_rule.build_versions,
    virtual_service.build_spreads,
    virtual_service.build_legs,
    virtual_service.build,
    virtual_service.build_in_mesh,
)
