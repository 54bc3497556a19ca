"""What happens to every request to a hosted provider after its route is settled, on the provider's own cluster.

The internal headers go, the key or the signature comes, and without one the request goes nowhere. On the cluster and
not on the gateway's listeners, so that a key can't reach another backend, and a key's file that isn't there costs
nobody but this provider.
"""

from __future__ import annotations

from typing import Any

from llm_api_mesh.plan.providers import Provider, providers
from llm_api_mesh.resources.envoy_filters.patches import cluster, envoy_filter
from llm_api_mesh.spec.credentials import ApiKey, AwsSignature, KeyFromFile
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_TYPES = "type.googleapis.com/envoy.extensions"
_OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"

# Addresses and names of the inside, the caller's address in what proxies in front of the gateway call it, and what a
# caller may have tried to have signed or charged elsewhere.
_INTERNAL = ("baggage", "cf-connecting-ip", "forwarded", "true-client-ip", "via", "x-real-ip")
_INTERNAL_PREFIXES = ("x-amz-", "x-envoy-", "x-forwarded-", "x-goog-", "x-istio-", "x-llm-")

# What stands in the header without a key; a variable that isn't set is "-" to Envoy.
_NO_KEY = """\
function envoy_on_request(request)
  local key = request:headers():get("{header}")
  if key == nil or {none} then
    request:respond(
      {{[":status"] = "500", ["content-type"] = "application/json"}},
      '{{"error": {{"message": "The gateway has no key for {provider}.", "type": "server_error", "param": null, \
"code": "provider_key_missing"}}}}'
    )
  end
end
"""


def build(scope: Construct, mesh: Mesh, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, if there are providers."""
    patches = [
        cluster(provider.host, {"typed_extension_protocol_options": {_OPTIONS: _options(provider)}})
        for provider in providers(mesh)
    ]
    return envoy_filter(scope, mesh, name, patches)


def _options(provider: Provider) -> dict[str, Any]:
    """The whole of the cluster's HTTP options: a patch replaces what Istio has made of the DestinationRule."""
    version = "http2_protocol_options" if provider.service.http2 else "http_protocol_options"
    return {
        "@type": f"type.googleapis.com/{_OPTIONS}",
        "common_http_protocol_options": {"idle_timeout": istio_duration(provider.idle_timeout)},
        "explicit_http_config": {version: {}},
        "http_filters": [_clean(), *_credential(provider), _guard(provider), _codec()],
    }


def _clean() -> dict[str, Any]:
    removals = [
        *({"remove": name} for name in _INTERNAL),
        *({"remove_on_match": {"key_matcher": {"prefix": prefix}}} for prefix in _INTERNAL_PREFIXES),
    ]
    return _filter("header_mutation", "HeaderMutation", {"mutations": {"request_mutations": removals}})


def _credential(provider: Provider) -> list[dict[str, Any]]:
    credential = provider.credential
    if isinstance(credential, AwsSignature):
        config = {"service_name": credential.service, "region": credential.region}
        return [_filter("aws_request_signing", "AwsRequestSigning", config)]
    if isinstance(credential, ApiKey) and isinstance(credential.key, KeyFromFile):
        return [_filter("credential_injector", "CredentialInjector", _injection(credential, credential.key))]
    return []  # the route has set it


def _injection(credential: ApiKey, key: KeyFromFile) -> dict[str, Any]:
    return {
        "overwrite": True,
        # Its own answer is a text; the next filter's is an error as clients of OpenAI read it.
        "allow_request_without_credential": True,
        "credential": {
            "name": "envoy.http.injected_credentials.generic",
            "typed_config": {
                "@type": f"{_TYPES}.http.injected_credentials.generic.v3.Generic",
                "header": credential.header,
                "header_value_prefix": credential.prefix,
                "credential": {
                    "name": "key",
                    "sds_config": {"path_config_source": {"path": key.path, "watched_directory": {"path": key.folder}}},
                },
            },
        },
    }


def _guard(provider: Provider) -> dict[str, Any]:
    shown = provider.credential
    header, prefix = (shown.header, shown.prefix) if isinstance(shown, ApiKey) else ("authorization", "Bearer ")
    # A key that is empty, and a variable that isn't set.
    none = dict.fromkeys(f'key == "{value}"' for value in (prefix, prefix.strip(), f"{prefix}-"))
    code = _NO_KEY.format(header=header, none=" or ".join(none), provider=provider.service.address)
    return _filter("lua", "Lua", {"default_source_code": {"inline_string": code}})


def _codec() -> dict[str, Any]:
    return _filter("upstream_codec", "UpstreamCodec", {})


def _filter(name: str, kind: str, config: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": f"envoy.filters.http.{name}",
        "typed_config": {"@type": f"{_TYPES}.filters.http.{name}.v3.{kind}", **config},
    }
