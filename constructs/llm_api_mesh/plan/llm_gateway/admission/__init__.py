"""What the Kubernetes API server refuses, because the gateway's own objects can't prevent it: rules in CEL.

Kubernetes 1.30 knows all functions in these rules. Newer ones, such as `flatten`, would be errors there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from llm_api_mesh.plan.llm_gateway.admission import (
    addresses,
    destination_rules,
    http_routes,
    service_entries,
    virtual_services,
)
from llm_api_mesh.plan.llm_gateway.admission.rule import Admission
from llm_api_mesh.plan.llm_gateway.admission.terms import owners_of_pools
from llm_api_mesh.spec.llm_gateway import DeployedPods, LlmGatewaySpec


def derive_admission(spec: LlmGatewaySpec, inner: Iterable[str]) -> Iterator[Admission]:
    """Return the rules, if the gateway has them, with the hosts of failovers and of inference pools."""
    if not spec.admission_policy:
        return
    teams = tuple(namespace for namespace in spec.hosts if namespace != spec.namespace)
    if teams:
        yield virtual_services.derive(spec, teams, list(inner))
    yield service_entries.derive(spec, teams)
    yield destination_rules.derive(spec)
    if isinstance(spec.pods, DeployedPods) or spec.inference_pools:
        yield http_routes.derive(spec)
    if owners := owners_of_pools(spec, teams):
        yield addresses.derive_services(spec, owners)
        yield addresses.derive(spec, owners)
