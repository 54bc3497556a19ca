"""What the cluster of a hosted provider does to every request, after the route has been chosen.

It refuses the requests of namespaces that may not use the provider, removes internal headers and credentials of the
client, writes the provider's name of the model, its host and its path, and adds the key or the signature.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from constructs import Construct

from llm_api_mesh.plan.llm_gateway.headers import RESERVED
from llm_api_mesh.plan.llm_gateway.plan import GatewayPlan
from llm_api_mesh.plan.llm_gateway.providers import CLIENT_CREDENTIALS, ProviderPlan
from llm_api_mesh.resources.llm_gateway.guards import only_for
from llm_api_mesh.resources.llm_gateway.patches import (
    DNS_FAILURE,
    HTTP_FILTERS,
    OPTIONS,
    TYPES,
    Patch,
    clusters,
    envoy_filter,
    http,
    lua,
    upstream_codec,
)
from llm_api_mesh.resources.llm_gateway.scripts import script
from llm_api_mesh.resources.llm_gateway.shared_filters import rewriter
from llm_api_mesh.spec.credentials import GOOGLE_HEADER, ApiKey, KeyFromFile
from llm_api_mesh.spec.durations import istio_duration
from llm_api_mesh_crds.io.istio import networking as istio

# Beside the client's credentials and choice of account: internal addresses and names, and the client's address under
# the names that proxies use.
_INTERNAL = ("baggage", "cf-connecting-ip", "forwarded", "true-client-ip", "via", "x-real-ip")
# Among these is what a client may have sent to have it signed or charged elsewhere.
_REMOVED_PREFIXES = ("x-amz-", "x-forwarded-", "x-goog-", "x-istio-")
# Of the gateway's own: the filters before have used them.
_OWN_PREFIXES = ("x-envoy-", "x-llm-")

# Headers that a provider sets for its own host. Clients would apply them to the gateway's host.
_PROVIDER_HEADERS = ("alt-svc", "set-cookie", "strict-transport-security")


def build(scope: Construct, plan: GatewayPlan) -> Mapping[str, istio.EnvoyFilter]:
    """Add the EnvoyFilter of each provider; return them by the providers' names."""
    return {
        provider.name: envoy_filter(scope, plan.spec.selector, provider.object_name, [_patch(plan, provider)])
        for provider in plan.providers
    }


def _patch(plan: GatewayPlan, provider: ProviderPlan) -> Patch:
    value: dict[str, Any] = {
        "typed_extension_protocol_options": {OPTIONS: _options(plan, provider)},
        "dns_failure_refresh_rate": DNS_FAILURE,
    }
    if provider.takes_google_token:
        audience = {"@type": f"{HTTP_FILTERS}.gcp_authn.v3.Audience", "access_token": {}}
        value["metadata"] = {"typed_filter_metadata": {"envoy.filters.http.gcp_authn": audience}}
    return clusters(value, provider.host)


def _options(plan: GatewayPlan, provider: ProviderPlan) -> dict[str, Any]:
    """Write the whole of the cluster's HTTP options: a patch replaces what Istio has made of the DestinationRule."""
    version = "http2_protocol_options" if provider.service.http2 else "http_protocol_options"
    idle = provider.policy.idle_timeout
    return {
        "@type": f"type.googleapis.com/{OPTIONS}",
        "common_http_protocol_options": {"idle_timeout": istio_duration(idle)} if idle else {},
        "explicit_http_config": {version: {}},
        "http_filters": [
            *only_for(provider.users),
            _mutation(
                "clean",
                [*_removals(_removed(plan)), *_prefixes(_REMOVED_PREFIXES), *_removals(RESERVED)],
                list(_removals(_PROVIDER_HEADERS)),
            ),
            *_google(provider),
            rewriter(),
            _address(provider),
            _mutation("clean-own", list(_prefixes(_OWN_PREFIXES))),
            *_credential(provider),
            _required(provider),
            upstream_codec(),
        ],
    }


def _removed(plan: GatewayPlan) -> tuple[str, ...]:
    """Return the headers that no provider gets, among them those in which callers have their tokens or keys."""
    callers = plan.callers.credential_headers if plan.callers else ()
    return tuple(sorted({*CLIENT_CREDENTIALS, *_INTERNAL, *callers}))


def _google(provider: ProviderPlan) -> Iterator[dict[str, Any]]:
    if provider.takes_google_token:
        yield lua(script("google_token", TOKEN=GOOGLE_HEADER), "llm-gateway/token")


def _credential(provider: ProviderPlan) -> Iterator[dict[str, Any]]:
    if provider.signature:
        config = {"service_name": provider.signature.service, "region": provider.signature.region}
        yield http("aws_request_signing", "AwsRequestSigning", config, "llm-gateway/sign")
    elif provider.api_key:
        yield http("credential_injector", "CredentialInjector", _injection(*provider.api_key), "llm-gateway/key")


def _injection(credential: ApiKey, key: KeyFromFile) -> dict[str, Any]:
    return {
        "overwrite": True,
        # This filter would refuse with a text; the next one refuses with an error in the format of the OpenAI API.
        "allow_request_without_credential": True,
        "credential": {
            "name": "envoy.http.injected_credentials.generic",
            "typed_config": {
                "@type": f"{TYPES}.http.injected_credentials.generic.v3.Generic",
                "header": credential.header,
                "header_value_prefix": credential.prefix,
                "credential": {
                    "name": "key",
                    "sds_config": {"path_config_source": {"path": key.path, "watched_directory": {"path": key.folder}}},
                },
            },
        },
    }


def _required(provider: ProviderPlan) -> dict[str, Any]:
    code = script(
        "require_key", HEADER=provider.key_header, EMPTY=provider.empty_keys, PROVIDER=provider.service.address
    )
    return lua(code, "llm-gateway/require-key")


def _address(provider: ProviderPlan) -> dict[str, Any]:
    service = provider.service
    return lua(script("provider_address", ADDRESS=service.address, BASE=service.base_path), "llm-gateway/address")


def _mutation(name: str, mutations: list[dict[str, Any]], of_response: Sequence[dict[str, Any]] = ()) -> dict[str, Any]:
    config = {"request_mutations": mutations, **({"response_mutations": list(of_response)} if of_response else {})}
    return http("header_mutation", "HeaderMutation", {"mutations": config}, f"llm-gateway/{name}")


def _removals(names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    return ({"remove": name} for name in names)


def _prefixes(prefixes: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    return ({"remove_on_match": {"key_matcher": {"prefix": prefix}}} for prefix in prefixes)
