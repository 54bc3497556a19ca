"""The model from the JSON body into a header, and how long a body may be: a VirtualService sees no bodies.

Two filters, which sleep until a route of the mesh wakes them: one reads the body, the next writes the header. They
stand next to each other, as a filter between them could ask for the route while the header isn't there yet.
"""

from __future__ import annotations

from typing import Any

from llm_api_mesh.plan.http_route import HttpRoute
from llm_api_mesh.plan.request_body import STREAM_HEADER, Reading, longest, readings
from llm_api_mesh.plan.routes import Routes
from llm_api_mesh.resources.envoy_filters.patches import Patch, envoy_filter, header, http_filter, http_routes
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_TYPES = "type.googleapis.com/envoy.extensions.filters.http"
_JSON = f"{_TYPES}.json_to_metadata.v3.JsonToMetadata"
_HEADERS = f"{_TYPES}.header_mutation.v3.HeaderMutation"

# Where what was read is kept between the two; an access log can show it, too.
_METADATA = "llm-api-mesh"

# The first filter behind those that say who the client is and what it may: a stranger's body isn't read.
_BEHIND_ACCESS = "envoy.filters.http.grpc_stats"

# Envoy wakes a sleeping filter where a route has a configuration under the filter's name. Istio can't write the empty
# one that is meant for this (`FilterConfig` with `config: {}`); one without content, of any type, has the same effect.
_AWAKE = {"@type": f"{_TYPES}.header_mutation.v3.HeaderMutationPerRoute", "mutations": {}}


def build(scope: Construct, mesh: Mesh, routes: Routes, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, if bodies are read or have a longest length."""
    read = readings(mesh)
    filters = {f"{mesh.namespace}/{mesh.name}/{what}": config for what, config in _configs(read).items()}
    limit = longest(mesh)
    kept = {} if limit is None else {"request_body_buffer_limit": limit}
    # On every route: the one that counts is that which the request has before its body is read. The second hop gets the
    # body and the headers from the first.
    values = [(route.name, {**kept, **_woken(route, read, filters)}) for route in routes.gateway]
    values += [(route.name, kept) for route in routes.second_hop]
    patches = http_routes(mesh, ((route, value) for route, value in values if value))
    return envoy_filter(scope, mesh, name, [*_inserted(filters), *patches])


def _woken(route: HttpRoute, read: tuple[Reading, ...], filters: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if not read:
        return {}
    # The backend gets the client's request as it was; to a failover's second hop it matters whether it is streamed.
    gone = [one.header for one in read if not (route.retries.next_priority and one.header == STREAM_HEADER)]
    removed = {"request_headers_to_remove": gone} if gone else {}
    return {**removed, "typed_per_filter_config": dict.fromkeys(filters, _AWAKE)}


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
                # With its parameters, such as a charset. Without any type a body isn't read: WebSockets have none, and
                # would wait for a body that doesn't end.
                "allow_content_types_regex": {"regex": r"(?i)application/json(\s*;.*)?"},
            },
        },
        "write-headers": {
            "@type": _HEADERS,
            "mutations": {"request_mutations": [mutation for one in read for mutation in _mutations(one)]},
        },
    }


def _rule(reading: Reading) -> dict[str, Any]:
    # Something is written in any case: only then does Envoy look for the route anew, without the client's own header.
    nothing = {"metadata_namespace": _METADATA, "key": reading.key, "value": ""}
    return {
        "selectors": [{"key": reading.key}],
        "on_present": {"metadata_namespace": _METADATA, "key": reading.key, "type": "STRING"},
        "on_missing": nothing,
        "on_error": nothing,
    }


def _mutations(reading: Reading) -> list[dict[str, Any]]:
    """Remove what the client has sent, however often; then write what was read, which is skipped where it is empty."""
    value = f"%DYNAMIC_METADATA({_METADATA}:{reading.key})%"
    return [{"remove": reading.header}, {"append": header(reading.header, value)}]
