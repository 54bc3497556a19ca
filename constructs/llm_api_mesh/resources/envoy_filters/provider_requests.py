"""The changes that the provider's own cluster makes to each request, after the route has been chosen.

The cluster removes internal headers and adds the key or the signature, and refuses a request without one. These changes
are on the cluster and not on the gateway's listeners, so that a key can't reach another backend, and a missing key file
affects only its own provider.
"""

from __future__ import annotations

from typing import Any

from constructs import Construct

from llm_api_mesh.plan.egress import MISSING_KEY_STATUS, InjectedKey, InternalHeaders, Provider
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import cluster, envoy_filter
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh_crds.io.istio import networking as istio

_TYPES = "type.googleapis.com/envoy.extensions"
_OPTIONS = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"

# Refuses a request without a key.
_REFUSAL = """\
function envoy_on_request(request)
  local key = request:headers():get("{header}")
  if key == nil or {none} then
    request:respond(
      {{[":status"] = "{status}", ["content-type"] = "application/json"}},
      '{body}'
    )
  end
end
"""


PURPOSE = "provider-requests"


def build(scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, if there are providers."""
    removal = _removal(plan.patches.internal_headers)
    patches = [
        cluster(provider.host, {"typed_extension_protocol_options": {_OPTIONS: _options(provider, removal)}})
        for provider in plan.patches.provider_requests
    ]
    return envoy_filter(scope, plan, PURPOSE, patches)


def _options(provider: Provider, removal: dict[str, Any]) -> dict[str, Any]:
    """All HTTP options of the cluster: a patch replaces the options that Istio derives from the DestinationRule."""
    version = "http2_protocol_options" if provider.service.http2 else "http_protocol_options"
    return {
        "@type": f"type.googleapis.com/{_OPTIONS}",
        "common_http_protocol_options": {"idle_timeout": istio_duration(provider.idle_timeout)},
        "explicit_http_config": {version: {}},
        "http_filters": [removal, *_credential(provider), _guard(provider), _codec()],
    }


def _removal(headers: InternalHeaders) -> dict[str, Any]:
    removals = [
        *({"remove": name} for name in headers.names),
        *({"remove_on_match": {"key_matcher": {"prefix": prefix}}} for prefix in headers.prefixes),
    ]
    return _filter("header_mutation", "HeaderMutation", {"mutations": {"request_mutations": removals}})


def _credential(provider: Provider) -> list[dict[str, Any]]:
    if provider.signature:
        config = {"service_name": provider.signature.service, "region": provider.signature.region}
        return [_filter("aws_request_signing", "AwsRequestSigning", config)]
    if provider.injected_key:
        return [_filter("credential_injector", "CredentialInjector", _injection(provider.injected_key))]
    return []  # the route has set it


def _injection(key: InjectedKey) -> dict[str, Any]:
    return {
        "overwrite": True,
        # This filter would refuse with plain text. The next one refuses with an error in the format of the OpenAI API.
        "allow_request_without_credential": True,
        "credential": {
            "name": "envoy.http.injected_credentials.generic",
            "typed_config": {
                "@type": f"{_TYPES}.http.injected_credentials.generic.v3.Generic",
                "header": key.credential.header,
                "header_value_prefix": key.credential.prefix,
                "credential": {
                    "name": "key",
                    "sds_config": {
                        "path_config_source": {"path": key.file.path, "watched_directory": {"path": key.file.folder}}
                    },
                },
            },
        },
    }


def _guard(provider: Provider) -> dict[str, Any]:
    empty = " or ".join(f'key == "{value}"' for value in provider.empty_keys)
    code = _REFUSAL.format(
        header=provider.key_header, none=empty, status=int(MISSING_KEY_STATUS), body=provider.refusal
    )
    return _filter("lua", "Lua", {"default_source_code": {"inline_string": code}})


def _codec() -> dict[str, Any]:
    return _filter("upstream_codec", "UpstreamCodec", {})


def _filter(name: str, kind: str, config: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": f"envoy.filters.http.{name}",
        "typed_config": {"@type": f"{_TYPES}.filters.http.{name}.v3.{kind}", **config},
    }
