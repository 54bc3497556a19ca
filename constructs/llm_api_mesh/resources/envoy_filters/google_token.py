"""Access tokens of the gateway's own Google identity: fetched from the node's metadata server, and kept until they end.

The filter stands in the gateway's listeners, as it can't be one of a cluster. It acts on requests to clusters that ask
for a token, and so on nobody else's.
"""

from __future__ import annotations

from llm_api_mesh.plan.providers import metadata_cluster, providers
from llm_api_mesh.resources.envoy_filters.patches import cluster, envoy_filter, http_filter
from llm_api_mesh.spec.credentials import GOOGLE_HEADER, GoogleToken
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_TYPES = "type.googleapis.com/envoy.extensions.filters.http"
_GCP = "envoy.filters.http.gcp_authn"
_CACHED_TOKENS = 100
_TIMEOUT = "5s"


def build(scope: Construct, mesh: Mesh, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, if there is a provider that takes such tokens."""
    hosts = [provider.host for provider in providers(mesh) if isinstance(provider.credential, GoogleToken)]
    if not hosts:
        return None
    prefix = f"{mesh.namespace}.{mesh.name}"
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
            "cluster": metadata_cluster(mesh),
            "timeout": _TIMEOUT,
            "cache_config": {"cache_size": _CACHED_TOKENS},
            "token_header": {"name": GOOGLE_HEADER},
        },
    }
    asks = {
        "metadata": {"typed_filter_metadata": {_GCP: {"@type": f"{_TYPES}.gcp_authn.v3.Audience", "access_token": {}}}}
    }
    # Each is put right before the router, and so behind the one before it.
    patches = [http_filter(forget), http_filter(fetch), *(cluster(host, asks) for host in hosts)]
    return envoy_filter(scope, mesh, name, patches)
