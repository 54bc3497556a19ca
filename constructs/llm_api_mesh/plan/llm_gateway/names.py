"""The names of an LLM gateway's objects that the APIs refer to."""

from __future__ import annotations

from llm_api_mesh.spec.gateway import GatewayKey


def slot(gateway: str, index: int) -> str:
    """The Gateway of a slot, on which the VirtualServices of failovers have the routes to one backend each."""
    return f"{gateway}-slot-{index}"


def attached(gateway: str) -> str:
    """A regular expression of the names of the Gateways at which APIs have VirtualServices: the public one, and slots.

    RE2 and Python read it in the same way.
    """
    return f"{gateway}(-slot-[0-9]+)?"


def slot_list(gateway: str, backends: int) -> str:
    """The Service to which the routes of failovers with a number of backends lead."""
    return f"{gateway}-failover-{backends}"


def admission(gateway: str) -> str:
    """The file with what the Kubernetes API server refuses to the teams."""
    return f"{gateway}-admission"


def list_host(gateway: GatewayKey, backends: int, cluster_domain: str) -> str:
    """The fully qualified name of that Service."""
    return f"{slot_list(gateway.name, backends)}.{gateway.namespace}.svc.{cluster_domain}"
