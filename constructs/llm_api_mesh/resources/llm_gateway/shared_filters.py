"""The HTTP filters that several EnvoyFilters of the gateway configure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from llm_api_mesh.plan.llm_gateway.headers import (
    AGENT,
    BUCKET,
    CACHE_KEY,
    CLUSTER,
    FROM,
    INCLUDE_USAGE,
    KEYS,
    LEG,
    MODEL,
    OPENING,
    RESERVED,
    SPILL,
    STREAM,
    TO,
    UPSTREAM_MODEL,
)
from llm_api_mesh.resources.llm_gateway.patches import HTTP_FILTERS, lua
from llm_api_mesh.resources.llm_gateway.scripts import script
from llm_api_mesh.spec.credentials import GOOGLE_HEADER

KEYS_FILTER = "llm-gateway/keys"
READ_FILTER = "llm-gateway/read"
WRITE_FILTER = "llm-gateway/write"

METADATA = "llm-gateway"
"""Where the read filter keeps what it finds; an access log can show it as well."""
READ = {"model": MODEL, "stream": STREAM}
"""Keys of the body, and the headers that they are written into."""

AGENT_HEADERS = ("x-claude-code-session-id", "session-id", "x-session-affinity")
"""The headers in which coding agents and their routers send a session's key, in their order."""


def enabled() -> dict[str, Any]:
    """Return the configuration by which routes enable the filters that read."""
    return {
        KEYS_FILTER: {"@type": f"{HTTP_FILTERS}.lua.v3.LuaPerRoute", "filter_context": {}},
        READ_FILTER: json_to_metadata(),
        WRITE_FILTER: {"@type": f"{HTTP_FILTERS}.header_mutation.v3.HeaderMutationPerRoute", "mutations": {}},
    }


def key_reader(session_headers: Sequence[str], opening_characters: int) -> dict[str, Any]:
    """Return the filter that reads what may keep a request on one version and one replica."""
    code = script(
        "json_scan",
        "prompt_hash",
        "prompt_keys",
        WRITTEN=KEYS,
        BUCKET=BUCKET,
        CACHE_KEY=CACHE_KEY,
        AGENT=AGENT,
        OPENING=OPENING,
        SESSIONS=session_headers,
        AGENTS=AGENT_HEADERS,
        METADATA=METADATA,
        CHARACTERS=str(opening_characters),
    )
    return lua(code, KEYS_FILTER)


def rewriter() -> dict[str, Any]:
    """Return the filter that writes the backend's name of the model, and removes what no backend gets."""
    internal = (*RESERVED, LEG, FROM, SPILL, TO, CLUSTER, GOOGLE_HEADER)
    code = script(
        "json_scan",
        "json_rewrite",
        "rewrite_model",
        INTERNAL=internal,
        UPSTREAM_MODEL=UPSTREAM_MODEL,
        INCLUDE_USAGE=INCLUDE_USAGE,
    )
    return lua(code, "llm-gateway/rewrite")


def json_to_metadata() -> dict[str, Any]:
    """Return the configuration of the filter that reads bodies."""
    return {
        "@type": f"{HTTP_FILTERS}.json_to_metadata.v3.JsonToMetadata",
        "request_rules": {
            "rules": [_rule(key) for key in READ],
            # With parameters, such as a charset. A body without a type isn't read: WebSockets have none, and would wait
            # for a body that doesn't end.
            "allow_content_types_regex": {"regex": r"(?i)application/json(\s*;.*)?"},
        },
    }


def _rule(key: str) -> dict[str, Any]:
    # Always write something: only then does Envoy choose the route again, without the header that the client sent.
    nothing = {"metadata_namespace": METADATA, "key": key, "value": ""}
    return {
        "selectors": [{"key": key}],
        "on_present": {"metadata_namespace": METADATA, "key": key, "type": "STRING"},
        "on_missing": nothing,
        "on_error": nothing,
    }
