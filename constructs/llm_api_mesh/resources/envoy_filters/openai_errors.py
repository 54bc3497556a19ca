"""Errors of the proxy in the words of the OpenAI API: Istio has no field for what the proxy itself answers."""

from __future__ import annotations

from typing import Any

from llm_api_mesh.plan import names
from llm_api_mesh.plan.error_answers import ErrorAnswer, error_answers
from llm_api_mesh.resources.envoy_filters.patches import connection_manager, envoy_filter
from llm_api_mesh.spec.mesh import Mesh
from llm_api_mesh_crds.io.istio import networking as istio

from constructs import Construct

# Envoy wants the key of a runtime setting that would override the status; nobody sets this one.
_NO_KEY = "llm_api_mesh.none"
_ANY = "xds.route_name.startsWith('{}')"
_CEL = "type.googleapis.com/envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter"


def build(scope: Construct, mesh: Mesh, name: str) -> istio.EnvoyFilter | None:
    """Add the EnvoyFilter, for answers to requests that one of the mesh's routes has taken."""
    mappers = [_mapper(mesh, answer) for answer in error_answers(mesh)]
    if not mappers:
        return None
    return envoy_filter(scope, mesh, name, [connection_manager({"local_reply_config": {"mappers": mappers}})])


def _mapper(mesh: Mesh, answer: ErrorAnswer) -> dict[str, Any]:
    mapper = {
        "filter": {"and_filter": {"filters": list(_conditions(mesh, answer))}},
        # As a text: a null within an object would be dropped on its way into the YAML.
        "body_format_override": {
            "text_format_source": {"inline_string": answer.body.replace("%", "%%")},
            "content_type": "application/json",
        },
    }
    if answer.answer is not None:
        mapper["status_code"] = int(answer.answer)
    if answer.retry_after is not None:
        header = {"key": "retry-after", "value": str(answer.retry_after)}
        mapper["headers_to_add"] = [{"header": header, "append_action": "OVERWRITE_IF_EXISTS_OR_ADD"}]
    return mapper


def _conditions(mesh: Mesh, answer: ErrorAnswer) -> list[dict[str, Any]]:
    # By the route and not by the host, which other teams' routes may share.
    route = f"xds.route_name == '{answer.route}'" if answer.route else _ANY.format(names.routes(mesh))
    value = {"default_value": int(answer.status), "runtime_key": _NO_KEY}
    flags = [{"response_flag_filter": {"flags": list(answer.flags)}}] if answer.flags else []
    return [
        {"status_code_filter": {"comparison": {"op": "EQ", "value": value}}},
        *flags,
        {
            "extension_filter": {
                "name": "envoy.access_loggers.extension_filters.cel",
                "typed_config": {"@type": _CEL, "expression": route},
            }
        },
    ]
