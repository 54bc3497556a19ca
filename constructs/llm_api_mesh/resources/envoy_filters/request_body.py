"""Writes the model of the JSON body into a header, and limits the length of bodies: a VirtualService sees no bodies.

Two filters, which only run on routes of this API: one reads the body, the next writes the header. No filter may be
between them, because it could cause the route to be chosen before the header is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from constructs import Construct

from llm_api_mesh.plan.envoy_patches import RouteBody
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.plan.request_body import Reading
from llm_api_mesh.resources.envoy_filters.patches import Patch, envoy_filter, header, http_filter, http_routes
from llm_api_mesh_crds.io.istio import networking as istio

_TYPES = "type.googleapis.com/envoy.extensions.filters.http"
_JSON = f"{_TYPES}.json_to_metadata.v3.JsonToMetadata"
_HEADERS = f"{_TYPES}.header_mutation.v3.HeaderMutation"

# Where the first filter stores the values that it reads for the second one. An access log can show them as well.
_METADATA = "llm-api-mesh"

# The first filter after authentication and authorization: the body of an unauthorized request isn't read.
_BEHIND_ACCESS = "envoy.filters.http.grpc_stats"

# Envoy enables a disabled filter on a route that has a configuration under the filter's name. Istio can't write the
# empty configuration that is intended for this (`FilterConfig` with `config: {}`). Any other configuration without
# content has the same effect.
_ENABLED = {"@type": f"{_TYPES}.header_mutation.v3.HeaderMutationPerRoute", "mutations": {}}


PURPOSE = "request-body"


def build(scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, if bodies are read or their length is limited."""
    configs = _configs(plan.patches.body.readings)
    filters = {f"{plan.spec.namespace}/{plan.spec.name}/{what}": config for what, config in configs.items()}
    values = ((body.route, _value(body, filters)) for body in plan.patches.request_body)
    return envoy_filter(scope, plan, PURPOSE, [*_inserted(filters), *http_routes(plan, values)])


def _value(body: RouteBody, filters: Iterable[str]) -> dict[str, Any]:
    value: dict[str, Any] = {"request_body_buffer_limit": body.longest}
    if body.removed_headers:
        value["request_headers_to_remove"] = list(body.removed_headers)
    if body.read:
        value["typed_per_filter_config"] = dict.fromkeys(filters, _ENABLED)
    return value


def _inserted(filters: dict[str, dict[str, Any]]) -> list[Patch]:
    values = [{"name": name, "disabled": True, "typed_config": config} for name, config in filters.items()]
    return [http_filter(value, before=_BEHIND_ACCESS) for value in values]


def _configs(read: tuple[Reading, ...]) -> dict[str, dict[str, Any]]:
    if not read:
        return {}
    return {
        "read-body": {
            "@type": _JSON,
            "request_rules": {
                "rules": [_rule(one) for one in read],
                # The content type may have parameters, such as a charset. A body without a type isn't read: WebSockets
                # have no type, and would wait for a body that doesn't end.
                "allow_content_types_regex": {"regex": r"(?i)application/json(\s*;.*)?"},
            },
        },
        "write-headers": {
            "@type": _HEADERS,
            "mutations": {"request_mutations": [mutation for one in read for mutation in _mutations(one)]},
        },
    }


def _rule(reading: Reading) -> dict[str, Any]:
    # Always write a value: only then does Envoy choose the route again, without the header that the client sent.
    nothing = {"metadata_namespace": _METADATA, "key": reading.key, "value": ""}
    return {
        "selectors": [{"key": reading.key}],
        "on_present": {"metadata_namespace": _METADATA, "key": reading.key, "type": "STRING"},
        "on_missing": nothing,
        "on_error": nothing,
    }


def _mutations(reading: Reading) -> list[dict[str, Any]]:
    """Remove all headers of this name that the client sent; then write the value that was read, unless it is empty."""
    value = f"%DYNAMIC_METADATA({_METADATA}:{reading.key})%"
    return [{"remove": reading.header}, {"append": header(reading.header, value)}]
