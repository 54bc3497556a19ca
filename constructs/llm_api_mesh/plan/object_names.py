"""Names of objects and routes that no field of the specification sets."""

from __future__ import annotations

from llm_api_mesh.plan.llm_gateway.headers import API_ROUTES
from llm_api_mesh.plan.target import LeafTarget, Target
from llm_api_mesh.spec.api import ApiSpec

FAILOVER = "failover"
IN_MESH = "in-mesh"
VERSIONS = "versions"

RESERVED = frozenset({FAILOVER, IN_MESH})
"""What the name of a model's or an endpoint's objects must not end with, because other objects of an API do."""


def in_mesh(service: str) -> str:
    """The VirtualService for callers in the mesh that call a Service."""
    return f"{service}-{IN_MESH}"


def versions(target: Target) -> str:
    """The VirtualService with the weights of a backend's versions, and with the requests without a key."""
    return f"{target.objects}-{VERSIONS}"


def version(target: LeafTarget, subset: str) -> str:
    """The DestinationRule of one version. It is named after the Service, because each Service has its own rules."""
    return f"{target.service_name or target.objects}-version-{subset}"


def picker(pool: str) -> str:
    """The objects of the picker of an inference pool."""
    return f"{pool}-picker"


def api_routes(api: ApiSpec) -> str:
    """The beginning of the names of all routes of an API, which no other API's routes have."""
    return f"{API_ROUTES}{api.namespace}/{api.name}/"


def route(target: Target, *rest: str) -> str:
    """A route of a target; empty parts of the name are left out."""
    return "/".join(filter(None, (target.names.routes, *rest)))


def envoy_filter(api: ApiSpec, purpose: str) -> str:
    """An EnvoyFilter, which is in the namespace of the gateway's pods beside those of other teams."""
    # A namespace and a name have no dots, so no two APIs have one name here.
    return f"{api.namespace}.{api.name}.{purpose}"


def slot(api: ApiSpec, index: int) -> str:
    """The VirtualService with the routes to the backends that have one place in their failovers."""
    return f"{api.name}-slot-{index}"


def at_gateway(name: str) -> str:
    """What an API has for the proxies of its gateway alone."""
    return f"{name}-at-gateway"


def outbound(api: ApiSpec) -> str:
    """The ServiceEntry with the hosts outside of the cluster that the pods may call."""
    return f"{api.name}-outbound"
