"""API keys of callers, and the authorizer that checks them."""

from __future__ import annotations

from llm_api_mesh.spec.base import Spec
from llm_api_mesh.spec.cpu import CpuQuantity
from llm_api_mesh.spec.image import Image
from llm_api_mesh.spec.memory import MemoryQuantity
from llm_api_mesh.spec.names import DnsName
from llm_api_mesh.spec.numbers import Count

IMAGE = "openpolicyagent/opa:1.18.1-envoy-static"


class ApiKeys(Spec):
    """API keys by which the gateway knows its callers, and the authorizer that checks each request's key.

    The authorizer is Open Policy Agent with its plugin for Envoy. It knows only the SHA-256 of each key, from files of
    a Secret, and reads a changed Secret without a restart. A client sends its key in `authorization: Bearer <key>`,
    `api-key` or `x-api-key`. No backend gets these headers.

    Becomes: an `AuthorizationPolicy` with action `CUSTOM`; for the authorizer a `Deployment`, a `Service`, a
    `ServiceAccount`, a `ConfigMap`, a `PodDisruptionBudget`, a `DestinationRule`, a `PeerAuthentication` and an
    `AuthorizationPolicy`.
    """

    secret: DnsName
    """Secret in the gateway's namespace whose files, `*.json` or `*.yaml`, map the SHA-256 of each key, as 64
    hexadecimal digits in lower case, to what is known of its holder: `sub`, the team by the gateway's `team_claim`,
    further claims, and perhaps `expires`, a time as in "2027-01-31T00:00:00Z". Becomes: a volume of the authorizer's
    pods."""
    image: Image = IMAGE
    """Image of the authorizer, with a tag or a digest. Default: Open Policy Agent's own image with the plugin for
    Envoy, release 1.18.1. Becomes: `containers[].image`."""
    replicas: Count = 2
    """Number of the authorizer's pods. Default: 2. Becomes: `replicas` of the `Deployment`."""
    cpu_request: CpuQuantity = "250m"
    """CPU that a node reserves for one pod of the authorizer. It has no limit of CPU. Default: "250m". Becomes: cpu in
    `resources.requests`."""
    memory: MemoryQuantity = "256Mi"
    """Memory of one pod of the authorizer. Default: "256Mi". Becomes: memory in `resources.requests` and
    `resources.limits`."""
