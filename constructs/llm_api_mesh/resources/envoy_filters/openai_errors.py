"""Errors of the proxy in the words of the OpenAI API: Istio has no field for what the proxy itself answers."""

from __future__ import annotations

from typing import Any

from llm_api_mesh.plan import names
from llm_api_mesh.plan.error_answers import ErrorAnswer, error_answers
from llm_api_mesh.resources.envoy_filters.patches import (
    connection_manager,
    envoy_filter,
    header,
    json_text,
    status_is,
)
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

_ANY = "xds.route_name.startsWith('{}')"
_CEL = "type.googleapis.com/envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter"


def build(scope: Construct, mesh: Mesh, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for answers to requests that one of the mesh's routes has taken."""
    mappers = [_mapper(mesh, answer) for answer in error_answers(mesh)]
    patches = [connection_manager({"local_reply_config": {"mappers": mappers}})] if mappers else []
    return envoy_filter(scope, mesh, name, patches)


def _mapper(mesh: Mesh, answer: ErrorAnswer) -> dict[str, Any]:
    mapper: dict[str, Any] = {
        "filter": {"and_filter": {"filters": list(_conditions(mesh, answer))}},
        "body_format_override": json_text(answer.body),
    }
    if answer.answer is not None:
        mapper["status_code"] = int(answer.answer)
    if answer.retry_after is not None:
        mapper["headers_to_add"] = [header("retry-after", str(answer.retry_after))]
    return mapper


def _conditions(mesh: Mesh, answer: ErrorAnswer) -> list[dict[str, Any]]:
    # By the route and not by the host, which other teams' routes may share.
    route = f"xds.route_name == '{answer.route}'" if answer.route else _ANY.format(names.routes(mesh))
    flags = [{"response_flag_filter": {"flags": list(answer.flags)}}] if answer.flags else []
    return [
        status_is(answer.status),
        *flags,
        {
            "extension_filter": {
                "name": "envoy.access_loggers.extension_filters.cel",
                "typed_config": {"@type": _CEL, "expression": route},
            }
        },
    ]
