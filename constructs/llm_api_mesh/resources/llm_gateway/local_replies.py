"""The proxy's own errors in the format of the OpenAI API."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from llm_api_mesh.plan.llm_gateway.replies import Reply
from llm_api_mesh.resources.llm_gateway.patches import NO_KEY, header, json_text, status_is

_CEL = "type.googleapis.com/envoy.extensions.access_loggers.filters.cel.v3.ExpressionFilter"


def local_replies(replies: Iterable[Reply], unchanged: str = "") -> dict[str, Any]:
    """Write what clients get instead of the proxy's own errors, but for those that stay unchanged."""
    kept = [{"filter": _cel(unchanged)}] if unchanged else []
    return {"local_reply_config": {"mappers": [*kept, *map(_mapper, replies)]}}


def _mapper(reply: Reply) -> dict[str, Any]:
    conditions = list(_conditions(reply))
    mapper: dict[str, Any] = {
        "filter": conditions[0] if len(conditions) == 1 else {"and_filter": {"filters": conditions}},
        "body_format_override": json_text(reply.body),
    }
    if reply.new_status is not None:
        mapper["status_code"] = int(reply.new_status)
    if added := list(_headers(reply)):
        mapper["headers_to_add"] = added
    return mapper


def _headers(reply: Reply) -> Iterator[dict[str, Any]]:
    if reply.retry_after is not None:
        yield header("retry-after", str(reply.retry_after))
    if reply.challenge:
        yield header("www-authenticate", reply.challenge)


def _conditions(reply: Reply) -> Iterator[dict[str, Any]]:
    if reply.and_above:
        value = {"default_value": int(reply.status), "runtime_key": NO_KEY}
        yield {"status_code_filter": {"comparison": {"op": "GE", "value": value}}}
    else:
        yield status_is(reply.status)
    if reply.flags:
        yield {"response_flag_filter": {"flags": list(reply.flags)}}
    if reply.condition:
        yield _cel(reply.condition)


def _cel(expression: str) -> dict[str, Any]:
    return {
        "extension_filter": {
            "name": "envoy.access_loggers.extension_filters.cel",
            "typed_config": {"@type": _CEL, "expression": expression},
        }
    }
