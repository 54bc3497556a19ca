"""Connections to a hosted provider without a verified certificate: the provider's key would go to anyone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llm_api_mesh.errors import Problem
from llm_api_mesh.inspection.rules.combination import combination_ignored
from llm_api_mesh.inspection.rules.fields import Object, traffic_policies, value_at
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.spec.names import compatible

# Istio's root namespace by default. Its EnvoyFilters apply to all namespaces.
_ROOT_NAMESPACE = "istio-system"

_OF_SIDECARS = frozenset({"SIDECAR_INBOUND", "SIDECAR_OUTBOUND", "WAYPOINT"})

# What connects a cluster, in the two notations of protocol buffers' JSON.
_SOCKETS = ("transport_socket", "transportSocket", "transport_socket_matches", "transportSocketMatches")


def find(item: Object, plan: GatewayPlan) -> Iterator[Problem]:
    """Find what replaces or weakens the TLS by which the gateway knows its providers, in an object of any chart."""
    if item.get("kind") == "DestinationRule" and value_at(item, "metadata.namespace") == plan.spec.namespace:
        yield from _of_rule(item, plan)
    elif item.get("kind") == "EnvoyFilter" and _is_for(item, plan):
        yield from _of_filter(item, plan)


def find_missing(objects: Sequence[Object], plan: GatewayPlan) -> Iterator[Problem]:
    """Find providers without a DestinationRule, which is what adds TLS."""
    hosts = {
        value_at(one, "spec.host") for one in objects if one.get("kind") == "DestinationRule" and traffic_policies(one)
    }
    for host, address in _addresses(plan).items():
        if host not in hosts:
            yield _problem("DestinationRule.spec.host", f"no DestinationRule adds TLS for {host}", address)


def _of_rule(item: Object, plan: GatewayPlan) -> Iterator[Problem]:
    address = _addresses(plan).get(value_at(item, "spec.host"))
    for policy in traffic_policies(item) if address else ():
        tls: Any = policy.effective.get("tls") or {}
        if tls.get("mode") not in {"SIMPLE", "MUTUAL"} or tls.get("insecureSkipVerify"):
            yield _problem(f"{policy.path}.tls", "this tls verifies no certificate", str(address))
        elif list(tls.get("subjectAltNames") or ()) != [address] and not _verifies_no_name(tls):
            yield _problem(
                f"{policy.path}.tls.subjectAltNames", "this tls accepts certificates of other names", str(address)
            )


def _verifies_no_name(tls: Any) -> bool:
    """Return whether the rules of all DestinationRules refuse it already."""
    return bool(tls.get("sni") and not tls.get("subjectAltNames"))


def _of_filter(item: Object, plan: GatewayPlan) -> Iterator[Problem]:
    for index, patch in enumerate(value_at(item, "spec.configPatches") or ()):
        if value_at(patch, "applyTo") != "CLUSTER" or value_at(patch, "match.context") in _OF_SIDECARS:
            continue
        value = value_at(patch, "patch.value")
        socket = next((name for name in _SOCKETS if isinstance(value, Mapping) and name in value), None)
        reached = [one for host, one in _addresses(plan).items() if _matches(patch, host)]
        if socket and reached:
            yield _problem(
                f"spec.configPatches[{index}].patch.value.{socket}",
                f"{socket} replaces the TLS that verifies the certificate",
                reached[0],
            )


def _matches(patch: Any, host: str) -> bool:
    """Return whether a patch of clusters is for that of a host, as far as its names tell."""
    service, name = value_at(patch, "match.cluster.service"), value_at(patch, "match.cluster.name")
    return service in {None, "", host} and (not name or str(name).rpartition("|")[2] == host)


def _is_for(item: Object, plan: GatewayPlan) -> bool:
    """Return whether an EnvoyFilter may be for the gateway's pods."""
    labels: Any = value_at(item, "spec.workloadSelector.labels")
    return value_at(item, "metadata.namespace") in {plan.spec.namespace, _ROOT_NAMESPACE} and compatible(
        labels if isinstance(labels, Mapping) else {}, plan.spec.selector
    )


def _addresses(plan: GatewayPlan) -> dict[str, str]:
    """Return the providers' own host names, by their host names in Istio."""
    return {provider.host: provider.service.address for provider in plan.providers}


def _problem(path: str, given: str, address: str) -> Problem:
    return combination_ignored(
        path,
        f"{given}, so anyone who answers in place of {address} would get its key",
        f'tls with mode: SIMPLE, sni and subjectAltNames: ["{address}"]',
        "Leave out the change.",
    )
