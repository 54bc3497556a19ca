"""The names of an LLM gateway's objects that the APIs refer to.

No other gateway has the name of a slot, of the Gateway of inference pools, of the way to providers, of the ConfigMaps
for overload or of the file with the admission policy: its specification refuses these endings.
"""

from __future__ import annotations

from llm_api_mesh.spec.backends.provider_ref import provider_domain
from llm_api_mesh.spec.gateway import GatewayKey
from llm_api_mesh.spec.llm_gateway_ref import deployed_account


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


def pools(gateway: str) -> str:
    """The Gateway of inference pools, and what is made for it."""
    return f"{gateway}-pools"


def pods(gateway: str) -> str:
    """The objects that istiod makes for the pods of a Gateway of the Gateway API."""
    return deployed_account(gateway)


def overload(gateway: str) -> str:
    """The ConfigMap with what the pods of a Gateway do before their memory is full."""
    return f"{gateway}-overload"


def pools_host(gateway: GatewayKey, cluster_domain: str) -> str:
    """The fully qualified name of the Service of the gateway of inference pools."""
    return f"{pods(pools(gateway.name))}.{gateway.namespace}.svc.{cluster_domain}"


def pool_hosts(gateway: GatewayKey, namespace: str) -> str:
    """The hosts of the inference pools of a namespace at that gateway. No DNS server has them."""
    return f"*.{pool_domain(gateway, namespace)}"


def pool_domain(gateway: GatewayKey, namespace: str) -> str:
    """The domain of these hosts."""
    return f"{namespace}.pools.{provider_domain(gateway.name, gateway.namespace)}"


def admission(gateway: str) -> str:
    """The file with what the Kubernetes API server refuses to the teams."""
    return f"{gateway}-admission"


def argo_cd(gateway: str) -> str:
    """The file with Argo CD's project of the gateway, and the Application that applies it and those of the teams."""
    return f"{gateway}-argo-cd"


def argo_cd_of(gateway: str, team: str) -> str:
    """The file with Argo CD's project of a team."""
    return f"{argo_cd(gateway)}-{team}"


def egress(gateway: str) -> str:
    """The listener that passes on TLS to providers, and the file with what an egress gateway needs for it."""
    return f"{gateway}-egress"


def list_host(gateway: GatewayKey, backends: int, cluster_domain: str) -> str:
    """The fully qualified name of that Service."""
    return f"{slot_list(gateway.name, backends)}.{gateway.namespace}.svc.{cluster_domain}"


def authorizer(gateway: str) -> str:
    """The objects of the authorizer that checks API keys."""
    return f"{gateway}-authorizer"
