"""What several of the rules have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable

from llm_api_mesh.spec.llm_gateway import LlmGatewaySpec

NETWORKING = "networking.istio.io"


def policy_name(spec: LlmGatewaySpec, kind: str) -> str:
    """Return the name of the policy for a kind of objects."""
    return f"{spec.name}.{spec.namespace}.{kind}"


def owners_of_pools(spec: LlmGatewaySpec, teams: tuple[str, ...]) -> tuple[str, ...]:
    """Return the namespaces to whose Services the teams' routes may lead; none: they may use every Service."""
    if spec.pools_open or not teams:
        return ()
    return tuple(sorted({*teams, *spec.pool_users} - {spec.namespace}))


def not_exported(spec: LlmGatewaySpec) -> str:
    """Ask whether an object of another namespace is kept from the gateway."""
    elsewhere = f'object.spec.exportTo.all(one, one != "*" && one != "{spec.namespace}")'
    return f"(has(object.spec.exportTo) && size(object.spec.exportTo) > 0 && {elsewhere})"


def escaped(domain: str) -> str:
    """Return a domain as a part of a regular expression."""
    return domain.replace(".", "[.]")


def cel_list(texts: Iterable[str]) -> str:
    """Return a list as CEL writes it."""
    return json.dumps(list(texts))
