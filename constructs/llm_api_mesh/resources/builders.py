"""The functions that describe the objects of an API, in the order of the objects in the file.

The order is that of Argo CD's waves, because `kubectl apply` follows the order in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from cdk8s import ApiObject

from llm_api_mesh.described import Described
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources import (
    destination_rule,
    gateway,
    inference_pools,
    service,
    service_entry,
    sidecar,
    virtual_service,
)

Builder = Callable[[Plan], Mapping[str, Described[ApiObject]]]


def build_peer_authentications(plan: Plan) -> Mapping[str, Described[ApiObject]]:
    """Describe the PeerAuthentications of pools, if there are any, by host."""
    return _of_pods("peer_authentication", plan)


def build_authorization_policies(plan: Plan) -> Mapping[str, Described[ApiObject]]:
    """Describe the AuthorizationPolicies of pools, if there are any, by host."""
    return _of_pods("authorization_policy", plan)


def _of_pods(module: str, plan: Plan) -> Mapping[str, Described[ApiObject]]:
    """Call the builder of a module. Only an API that keeps others from its pods loads the classes of these objects."""
    if not plan.pod_access:
        return {}
    built: Mapping[str, Described[ApiObject]] = import_module(f"llm_api_mesh.resources.{module}").build(plan)
    return built


BUILDERS: tuple[Builder, ...] = (
    service.build,
    build_peer_authentications,
    build_authorization_policies,
    service_entry.build,
    sidecar.build,
    gateway.build,
    destination_rule.build,
    destination_rule.build_at_gateway,
    destination_rule.build_versions,
    inference_pools.build,
    virtual_service.build_spreads,
    virtual_service.build_legs,
    virtual_service.build,
    virtual_service.build_in_mesh,
)
