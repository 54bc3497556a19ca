"""Connections to a hosted provider without a verified certificate: the provider's key would go to anyone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules.combination import combination_ignored
from llm_api_mesh.inspection.rules.fields import Object, traffic_policies, value_at
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan


def find(item: Object, plan: GatewayPlan) -> Iterator[Problem]:
    """Find traffic policies of a DestinationRule that don't verify the certificate of a provider of the gateway."""
    address = _addresses(plan).get(value_at(item, "spec.host"))
    for policy in traffic_policies(item) if address else ():
        tls: Any = policy.effective.get("tls") or {}
        if tls.get("mode") not in {"SIMPLE", "MUTUAL"} or tls.get("insecureSkipVerify"):
            yield _problem(f"{policy.path}.tls", "this tls verifies no certificate", str(address))


def find_missing(objects: Sequence[Object], plan: GatewayPlan) -> Iterator[Problem]:
    """Find providers without a DestinationRule, which is what adds TLS."""
    hosts = {
        value_at(one, "spec.host") for one in objects if one.get("kind") == "DestinationRule" and traffic_policies(one)
    }
    for host, address in _addresses(plan).items():
        if host not in hosts:
            yield _problem("DestinationRule.spec.host", f"no DestinationRule adds TLS for {host}", address)


def _addresses(plan: GatewayPlan) -> dict[str, str]:
    """Return the providers' own host names, by their host names in Istio."""
    return {provider.host: provider.service.address for provider in plan.providers}


def _problem(path: str, given: str, address: str) -> Problem:
    return combination_ignored(
        path,
        f"{given}, so anyone who answers in place of {address} would get its key",
        "tls with mode: SIMPLE, sni and subjectAltNames",
        "Leave out the change.",
    )
