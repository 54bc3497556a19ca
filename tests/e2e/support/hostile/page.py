"""The page with all hostile and wrong requests, from the rows that the tests send: docs/hostile-requests.md."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from e2e.support.hostile import callers, elsewhere, http
from e2e.support.hostile.keys import keys
from e2e.support.hostile.rows import Gets, Rows
from support import ROOT

PAGE = ROOT / "docs" / "hostile-requests.md"

GROUPS: Mapping[str, Callable[[], Rows]] = {
    "Tokens": callers.tokens,
    "Models": callers.models,
    "Endpoints": callers.endpoints,
    "Headers": callers.headers,
    "Paths and hosts": http.paths,
    "Messages": http.messages,
    "Sizes": http.sizes,
    "Upgrades, methods and preflights": http.upgrades,
    "Connections": http.connections,
}
"""Requests to a gateway with `jwt_rules`."""

_REMARKS = {
    "Models": "The caller has a token of the team `sales`, and the model is for others, unless the row says otherwise.",
    "Endpoints": "The caller has a token of the team `sales`, and the endpoint `/v1/audio/` is for others. The body\n"
    "names a model that the caller may use.",
    "Headers": "The caller has a valid token, unless the row says otherwise.",
    "Paths and hosts": "The request has no token, unless the row says otherwise.",
    "Messages": "The request has a valid token, and hides a second one where the row allows it.",
    "Sizes": "The request has a valid token, unless the row says otherwise. A head or a body that arrives too slowly\n"
    "gets 408, `request_timeout`, by `e2e/test_callers.py::test_a_request_that_arrives_slowly_is_ended`.",
    "Upgrades, methods and preflights": "The request has no token, unless the row says otherwise.",
}


def rows() -> Rows:
    """All rows of the groups by `<group>: <request>`, with new tokens."""
    return {f"{group}: {name}": row for group, made in GROUPS.items() for name, row in made().items()}


def page() -> str:
    """Return the text of the page."""
    return "\n".join(
        [
            "# Hostile and wrong requests",
            "",
            "Each row is a request that a test sends on [the lab](lab.md), and what the client must get. The tests and",
            "this page have the same source: `make golden` writes the page. Unless the row says *served*, no backend",
            "and no provider gets the request. What teams with rights in the cluster can try is on",
            "[another page](tenancy.md), and what is protected against whom is on [a third one](security.md).",
            "",
            "Errors of the gateway have the format of the OpenAI API. The row has the `code` of the error, or what its",
            "message says, if it has no code. Messages and sizes that no HTTP server should accept get a status with",
            "Envoy's own text instead.",
            "",
            "## A gateway that requires tokens",
            "",
            "Test: `e2e/test_callers.py::test_hostile_requests`. The gateway has `jwt_rules` with two issuers, and a",
            "host in `anonymous_hosts`.",
            "",
            *(line for group, made in GROUPS.items() for line in _group(group, made())),
            *_elsewhere(),
        ]
    )


def _group(group: str, found: Rows) -> Iterator[str]:
    yield from (f"### {group}", "")
    if group in _REMARKS:
        yield from (_REMARKS[group], "")
    yield from _table({name: row.gets for name, row in found.items()})


def _table(found: Mapping[str, Gets]) -> Iterator[str]:
    yield from ("| request | gets |", "| --- | --- |")
    yield from (f"| {name} | {gets.shown} |" for name, gets in found.items())
    yield ""


def _elsewhere() -> Iterator[str]:
    yield from (
        "## A gateway that requires API keys",
        "",
        "Test: `e2e/test_api_keys.py::test_hostile_requests`. The gateway has `api_keys`, and a host in",
        "`anonymous_hosts`.",
        "",
    )
    yield from _table({name: row.gets for name, row in keys().items()})
    yield from (
        "## Paths that aren't public",
        "",
        "Test: `e2e/test_public_paths.py::test_everything_else_is_not_found`, at a plain Gateway, at an LLM gateway,",
        "and there with models. The API has `OPENAI_PATHS`, `/v1/rerank` and `/own/{*}/content`.",
        "",
    )
    yield from _table({f"`{method} {path}`": elsewhere.CLOSED_GETS for method, path in elsewhere.CLOSED})
    yield from (
        "## A gateway that requires certificates of clients",
        "",
        "Tests: `e2e/test_client_certificates.py::test_a_hostile_client_gets_no_answer` and",
        "`e2e/test_client_certificates.py::test_plain_http_gets_no_answer`.",
        "",
    )
    clients = {name: client.gets for name, client in elsewhere.CLIENTS.items()}
    yield from _table({**clients, **dict.fromkeys(elsewhere.PLAIN_PORTS, elsewhere.POD_GETS)})
    yield from (
        "## Past the gateway",
        "",
        "Tests: `e2e/test_identity.py::test_a_client_without_identity_is_refused` and",
        "`e2e/test_identity.py::test_a_caller_with_another_identity_is_forbidden`. The pod has a sidecar.",
        "",
    )
    pods = dict.fromkeys(elsewhere.POD_PORTS, elsewhere.POD_GETS)
    yield from _table({**pods, elsewhere.STRANGER: elsewhere.STRANGER_GETS})
