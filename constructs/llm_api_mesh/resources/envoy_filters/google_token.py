"""Access tokens of the gateway's own Google identity, from the node's metadata server, cached until they expire.

The filter is in the gateway's listeners, because a cluster can't have it. It acts only on requests to clusters that
require a token.
"""

from __future__ import annotations

from constructs import Construct

from llm_api_mesh.plan.egress import metadata_cluster
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import cluster, envoy_filter, http_filter
from llm_api_mesh.spec.credentials import GOOGLE_HEADER
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh_crds.io.istio import networking as istio

_TYPES = "type.googleapis.com/envoy.extensions.filters.http"
_GCP = "envoy.filters.http.gcp_authn"


PURPOSE = "google-token"


def build(scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, if there is a provider that needs such tokens."""
    token = plan.patches.google_token
    if not token:
        return None
    prefix = f"{plan.spec.namespace}.{plan.spec.name}"
    forget = {
        "name": f"{prefix}.forget_google_token",
        "typed_config": {
            "@type": f"{_TYPES}.header_mutation.v3.HeaderMutation",
            "mutations": {"request_mutations": [{"remove": GOOGLE_HEADER}]},
        },
    }
    fetch = {
        "name": f"{prefix}.google_token",
        "typed_config": {
            "@type": f"{_TYPES}.gcp_authn.v3.GcpAuthnFilterConfig",
            "cluster": metadata_cluster(plan.spec),
            "timeout": istio_duration(token.timeout),
            "cache_config": {"cache_size": token.cached},
            "token_header": {"name": GOOGLE_HEADER},
        },
    }
    requires_token = {
        "metadata": {"typed_filter_metadata": {_GCP: {"@type": f"{_TYPES}.gcp_authn.v3.Audience", "access_token": {}}}}
    }
    # Each is inserted right before the router, and so after the previous one.
    patches = [http_filter(forget), http_filter(fetch), *(cluster(host, requires_token) for host in token.hosts)]
    return envoy_filter(scope, plan, PURPOSE, patches)
