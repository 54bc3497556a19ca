"""Requests to a gateway with API keys: wrong keys, headers of the gateway's own, and hosts that need no key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from e2e.support.api_keys import digest, new_key
from e2e.support.hostile.rows import (
    ANONYMOUS,
    FORGED,
    NO_TOKEN,
    NOT_FOUND,
    ORIGIN,
    PATH,
    PREFLIGHT,
    TWO,
    Gets,
    Hostile,
    Rows,
)
from e2e.support.llm_gateways import HOST

ALICE, BOB, LISTED, EXPIRED, LATER, OF_LLAMA = (new_key() for _ in range(6))
_FAULTS = (
    "no subject",
    "a subject with a line break",
    "a number as the team",
    "an `expires` that is no time",
    "an `expires` that is `false`",
    "a text in place of fields",
)
_FAULTY = {name: new_key() for name in _FAULTS}
HOLDERS: Mapping[str, object] = {
    ALICE: {"sub": "alice", "team": "research", "models": ["llama"]},
    BOB: {"sub": "bob", "team": "sales"},
    LISTED: {"sub": "carol", "team": ["ml", "sales"], "org": {"tier": "gold"}},
    EXPIRED: {"sub": "dave", "team": "research", "expires": "2020-01-01T00:00:00Z"},
    LATER: {"sub": "erin", "expires": "2100-01-01T00:00:00Z"},
    OF_LLAMA: {"sub": "frank", "models": ["llama"]},
    _FAULTY["no subject"]: {"team": "research"},
    _FAULTY["a subject with a line break"]: {"sub": "a\r\nx-evil: 1"},
    _FAULTY["a number as the team"]: {"sub": "a", "team": 5},
    _FAULTY["an `expires` that is no time"]: {"sub": "a", "expires": "tomorrow"},
    _FAULTY["an `expires` that is `false`"]: {"sub": "a", "expires": False},
    _FAULTY["a text in place of fields"]: "alice",
}
"""What is known of the holder of each key."""

NO_KEY = NO_TOKEN
UNCHECKED = Gets(503, "unavailable")

_SOCKET = {
    "connection": "upgrade",
    "upgrade": "websocket",
    "sec-websocket-version": "13",
    "sec-websocket-key": "eA==",
}
_STATED = ("x-llm-subject", "X-LLM-Team", "x-llm-model", "x_llm_subject", "x-llm_team", "x-llm-gateway-model")


def bearer(key: str) -> dict[str, str]:
    """The header in which clients of OpenAI send a key."""
    return {"authorization": f"Bearer {key}"}


def keys() -> Rows:
    """All of them; the holder of the valid key may use the model."""
    good = bearer(ALICE)
    at_two: dict[str, Any] = {"method": "OPTIONS", "host": TWO, "path": "/"}
    return {
        "no key": Hostile(NO_KEY),
        "an empty key": Hostile(NO_KEY, {"authorization": "Bearer "}),
        "an empty header": Hostile(NO_KEY, {"x-api-key": ""}),
        "a wrong key": Hostile(NO_KEY, bearer(new_key())),
        "a hash in place of the key": Hostile(NO_KEY, bearer(digest(ALICE))),
        "a key without its scheme": Hostile(NO_KEY, {"authorization": ALICE}),
        "Basic in place of Bearer": Hostile(NO_KEY, {"authorization": f"Basic {ALICE}"}),
        "an expired key": Hostile(NO_KEY, bearer(EXPIRED)),
        "two keys in two headers": Hostile(NO_KEY, {**good, "x-api-key": BOB}),
        "two keys in one header": Hostile(NO_KEY, good, tuple(bearer(BOB).items())),
        "one key twice in one header": Hostile(NO_KEY, good, tuple(good.items())),
        "a key in the query": Hostile(NO_KEY, path=f"{PATH}?api-key={ALICE}"),
        "a key in a cookie": Hostile(NO_KEY, {"cookie": f"api-key={ALICE}"}),
        **{f"a key whose holder has {name}": Hostile(NO_KEY, {"x-api-key": key}) for name, key in _FAULTY.items()},
        **{f"`{name}` with a valid key": Hostile(FORGED, {**good, name: "root"}) for name in _STATED},
        "`x-llm-subject`, empty, with a valid key": Hostile(FORGED, {**good, "x-llm-subject": ""}),
        "`x-llm-subject` in a preflight": Hostile(FORGED, {**PREFLIGHT, "x-llm-subject": "root"}, method="OPTIONS"),
        "`x-llm-subject` at a host without keys": Hostile(FORGED, {"x-llm-subject": "root"}, host=ANONYMOUS),
        "`x-llm-team` at such a host with a port": Hostile(FORGED, {"x-llm-team": "a"}, host=f"{ANONYMOUS}:80"),
        "the host with a port": Hostile(NO_KEY, host=f"{HOST}:80"),
        "the host in upper case": Hostile(NO_KEY, host=HOST.upper()),
        "a host with one without keys as its port": Hostile(NO_KEY, host=f"{HOST}:{ANONYMOUS}"),
        "a host without keys with another host as its port": Hostile(NO_KEY, host=f"{ANONYMOUS}:a.{TWO}"),
        "a host without keys, another host and a port": Hostile(NO_KEY, host=f"{ANONYMOUS}:a.{TWO}:80"),
        "an unknown host, which no route serves": Hostile(NOT_FOUND, host="evil.example.com"),
        "the absolute form, with a host without keys in `host`": Hostile(
            NO_KEY, path=f"http://{HOST}{PATH}", host=ANONYMOUS
        ),
        "two slashes, `//v1`": Hostile(NO_KEY, path="//v1/chat/completions"),
        "a path outside of the API": Hostile(NO_KEY, path="/metrics"),
        "`OPTIONS` without the rest of a preflight": Hostile(NO_KEY, {"origin": ORIGIN}, method="OPTIONS"),
        "a preflight that nobody answers": Hostile(NO_KEY, PREFLIGHT, **at_two),
        "such a preflight with a key": Hostile(NO_KEY, {**PREFLIGHT, **good}, **at_two),
        "a WebSocket": Hostile(NO_KEY, _SOCKET, method="GET", path="/v1/realtime?model=open"),
    }
