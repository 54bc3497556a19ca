"""Errors of the proxy in the format of the OpenAI API: Istio has no field for the proxy's local replies."""

from __future__ import annotations

from typing import Any

from constructs import Construct

from llm_api_mesh.plan import object_names
from llm_api_mesh.plan.local_replies import LocalReply
from llm_api_mesh.plan.plan import Plan
from llm_api_mesh.resources.envoy_filters.patches import (
    connection_manager,
    envoy_filter,
    header,
    json_text,
    status_is,
)
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

_ANY = "xds.route_name.startsWith('{}')"
_CEL = "type.googleapis.com/envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter"


PURPOSE = "openai-errors"


def build(scope: Construct, plan: Plan) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for replies to requests that have taken one of the API's routes."""
    mappers = [_mapper(plan.spec, reply) for reply in plan.patches.openai_errors]
    patches = [connection_manager({"local_reply_config": {"mappers": mappers}})] if mappers else []
    return envoy_filter(scope, plan, PURPOSE, patches)


def _mapper(mesh: Mesh, reply: LocalReply) -> dict[str, Any]:
    mapper: dict[str, Any] = {
        "filter": {"and_filter": {"filters": list(_conditions(mesh, reply))}},
        "body_format_override": json_text(reply.body),
    }
    if reply.new_status is not None:
        mapper["status_code"] = int(reply.new_status)
    if reply.retry_after is not None:
        mapper["headers_to_add"] = [header("retry-after", str(reply.retry_after))]
    return mapper


def _conditions(mesh: Mesh, reply: LocalReply) -> list[dict[str, Any]]:
    # The condition is on the route and not on the host, which other teams' routes may share.
    route = f"xds.route_name == '{reply.route}'" if reply.route else _ANY.format(object_names.api_routes(mesh))
    flags = [{"response_flag_filter": {"flags": list(reply.flags)}}] if reply.flags else []
    return [
        status_is(reply.status),
        *flags,
        {
            "extension_filter": {
                "name": "envoy.access_loggers.extension_filters.cel",
                "typed_config": {"@type": _CEL, "expression": route},
            }
        },
    ]
