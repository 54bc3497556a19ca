"""The two objects that keep others from the pods of an API. Only an API that has them loads their classes."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from cdk8s import ApiObject
from constructs import Construct

from llm_api_mesh.plan.plan import Plan


def build_peer_authentications(scope: Construct, plan: Plan) -> Mapping[str, ApiObject]:
    """Add the PeerAuthentications, if there are any; return them by host."""
    return _built("peer_authentication", scope, plan)


def build_authorization_policies(scope: Construct, plan: Plan) -> Mapping[str, ApiObject]:
    """Add the AuthorizationPolicies, if there are any; return them by host."""
    return _built("authorization_policy", scope, plan)


def _built(module: str, scope: Construct, plan: Plan) -> Mapping[str, ApiObject]:
    if not plan.pod_access:
        return {}
    built: Mapping[str, ApiObject] = import_module(f"llm_api_mesh.resources.{module}").build(scope, plan)
    return built
