"""The differences in who gets in."""

from __future__ import annotations

from llm_api_mesh.access_tables.manifests import Manifests, manifest
from llm_api_mesh.differences.access import compare_access
from support.manifests import Object, authentication, gateway, route, service, token_required, virtual_service

OPEN = [gateway("ai/chat.example.com"), virtual_service(route("chat")), service("chat"), authentication()]


def said(old: list[Object], new: list[Object]) -> list[tuple[str, str, str]]:
    """Where, which requests, and the sentence."""
    found = compare_access(*(Manifests.of(map(manifest, some)) for some in (old, new)))
    return [(one.where, one.request, one.words) for one in found]


def test_a_gateway_that_is_closed() -> None:
    """Callers without a token are refused, and all others as before."""
    place = "chat.example.com at the Gateway edge/public"
    assert said(OPEN, [*OPEN, token_required()]) == [
        (place, "any other request", "no token: refused with 403 instead of let in")
    ]
    assert said([*OPEN, token_required()], OPEN) == [
        (place, "any other request", "no token: let in instead of refused with 403")
    ]


def test_routes_are_not_access() -> None:
    """Another backend, and a route that is gone, aren't differences in who gets in."""
    other = [OPEN[0], virtual_service(route("other")), *OPEN[2:]]
    assert said(OPEN, other) == said(OPEN, OPEN) == []
