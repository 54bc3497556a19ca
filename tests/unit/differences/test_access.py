"""The differences in who gets in."""

from __future__ import annotations

from llm_api_mesh.access_tables.manifests import Manifests, manifest
from llm_api_mesh.differences.access import compare_access
from llm_api_mesh.differences.objects import compare_objects
from support.manifests import (
    Object,
    authentication,
    gateway,
    istio,
    policy,
    route,
    service,
    token_required,
    virtual_service,
)

CLAIM = "@request.auth.claims[team]"

OPEN = [gateway("ai/chat.example.com"), virtual_service(route("chat")), service("chat"), authentication()]


def said(old: list[Object], new: list[Object]) -> list[tuple[str, str, str]]:
    """Where, which requests, and the sentence."""
    before, after = (Manifests.of(map(manifest, some)) for some in (old, new))
    refs = {one.ref for one in compare_objects(before, after)}
    changed = [one for one in (*before.everything, *after.everything) if one.ref in refs]
    found = compare_access(before, after, changed)
    assert found == compare_access(before, after, [*before.everything, *after.everything])
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


def test_routes_for_certain_callers() -> None:
    """A route that asks for a claim, in a delegate: the callers without it are refused by no policy, but answered."""
    versions = istio("VirtualService", "versions", {"http": [route("chat")]}, "ai")
    outer = {"delegate": {"name": "versions"}, "match": [{"headers": {CLAIM: {"exact": "a"}}}]}
    old = [OPEN[0], virtual_service(outer), *OPEN[2:], versions, token_required()]
    closed = istio("VirtualService", "versions", {"http": [{"directResponse": {"status": 403}}]}, "ai")
    assert said(old, [*old[:-2], closed, old[-1]]) == []


def test_an_authorizer_and_pods() -> None:
    """An external authorizer decides, and a policy at the pods."""
    provider = policy("CUSTOM", {}, name="ask", provider={"name": "keys"})
    found = said(OPEN, [*OPEN, provider])
    assert [words.partition(": ")[2] for _, _, words in found if "let in" in words]
    of_pods = {"selector": {"matchLabels": {"app": "chat"}}, "action": "ALLOW", "rules": []}
    found = said(OPEN, [*OPEN, istio("AuthorizationPolicy", "pods", of_pods, "ai")])
    assert {where for where, _, _ in found} == {"pods of Service ai/chat, past all gateways"}
    assert {words.partition(": ")[2] for _, _, words in found} == {"refused with 403 instead of let in"}
