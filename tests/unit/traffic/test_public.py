"""Which routes say what the public paths are."""

from __future__ import annotations

from typing import Any

from llm_api_mesh.plan.public_paths import paths_regex
from support.manifests import gateway, route, virtual_service
from support.traffic import entry, traffic, words

PATHS = paths_regex([("", "/v1/chat/completions"), ("", "/v1/files/{*}")])


def answered(*matches: dict[str, Any], status: int = 404) -> dict[str, Any]:
    """A route that answers requests."""
    return {"match": list(matches), "directResponse": {"status": status}}


def paths(method: str) -> dict[str, Any]:
    """A match for all other paths of a method."""
    return {"method": {"exact": method}, "withoutHeaders": {":path": {"regex": PATHS}}}


def others(methods: str) -> dict[str, Any]:
    """A match for all other methods."""
    return {"withoutHeaders": {":method": {"regex": methods}}}


def public(*routes: dict[str, Any]) -> tuple[str, ...] | None:
    """The public paths of a host with routes."""
    return entry(traffic(gateway("ai/chat.example.com"), virtual_service(*routes, route("chat")))).public_paths


def test_the_paths_of_each_method() -> None:
    """A match for each method, and one for all other methods."""
    found = public(answered(paths("GET"), paths("POST"), others("GET|POST")))
    assert found == (
        "GET /v1/chat/completions",
        "POST /v1/chat/completions",
        "GET /v1/files/{*}",
        "POST /v1/files/{*}",
    )


def test_one_kind_of_requests_stands_for_all_of_them() -> None:
    """The long conditions don't stand in the words."""
    whole = traffic(
        gateway("ai/chat.example.com"), virtual_service(answered(paths("GET"), others("GET")), route("chat"))
    )
    assert list(words(whole)) == ["a path that isn't public", "all other requests"]


def test_other_routes_say_nothing_about_public_paths() -> None:
    """One that lets other methods pass, one with another condition, one with a path of another form, and a backend."""
    assert public(answered(paths("GET"))) is None
    assert public(answered(paths("GET"), others("GET|POST"))) is None
    assert public(answered({**paths("GET"), "port": 80}, others("GET"))) is None
    odd = {"method": {"exact": "GET"}, "withoutHeaders": {":path": {"regex": "/v1/.*"}}}
    assert public(answered(odd, others("GET"))) is None
    assert public(route("other", paths("GET"), others("GET"))) is None
