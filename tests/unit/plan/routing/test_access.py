"""Which callers a route is for."""

from __future__ import annotations

from typing import Any

from llm_api_mesh import Endpoint, FaultDrill, MeshApp, Model, Pool, TokenHolders
from llm_api_mesh.plan.routing.access import claim_is
from support.apps import LLM_GATEWAY, Emit, api

KNOWS = LLM_GATEWAY.model_copy(update={"knows_callers": True})
ML = [TokenHolders(teams=["ml"])]
A = Model(name="a", prefixes=["a-"], backend=Pool(name="a", selector={"app": "a"}, target_port=8080), access=ML)
B = Model(name="b", prefixes=["a"], backend=Pool(name="b", selector={"app": "b"}, target_port=8080))


def routes(**changes: Any) -> list[tuple[str, int]]:
    """The names of the routes at the gateway, each with the number of its sets of conditions on claims."""
    plan = api(MeshApp(), **{"gateway": KNOWS, "backend": None, **changes}).plan
    return [(one.name.removeprefix("llm/ai/chat/"), len(one.alternatives)) for one in plan.routes.gateway]


def test_a_claim_within_a_claim() -> None:
    """Istio has brackets for each step, and one of several values is an expression that takes them literally."""
    (one,) = claim_is("realm.roles", ["chat"])
    assert (one.header, one.kind, one.value) == ("@request.auth.claims[realm][roles]", "exact", "chat")
    (url,) = claim_is("[https://example.com/teams][a]", ["chat"])
    assert url.header == "@request.auth.claims[https://example.com/teams][a]"
    (some,) = claim_is("team", ["b|c", "a.*"])
    assert (some.kind, some.value) == ("regex", r"a\.\*|b\|c")


def test_a_refusal_follows_each_route_of_a_model() -> None:
    """No route for another model's prefix comes between them."""
    names = routes(models=[A, B])
    for place, (name, conditions) in enumerate(names):
        if name.startswith("a/") and conditions:
            following = [one for one, _ in names[place:]]
            refusals = [one for one in following if "not-allowed:" in one]
            others = [one for one in following if one.startswith("b/")]
            assert following.index(refusals[0]) < following.index(others[0])
    assert not [name for name, _ in names if name.startswith("b/") and "not-allowed" in name]


def test_a_drill_refuses_as_well() -> None:
    """A caller who may not use a model doesn't come to the twin of another model's route."""
    drill = FaultDrill(name="full", headers={"x-drill": "full"}, abort_status=429)
    names = [name for name, _ in routes(models=[A, B], drills=[drill])]
    assert [name for name in names if "not-allowed:" in name and name.endswith("/drill/full")]


def test_conditions_are_alternatives(emit: Emit) -> None:
    """A caller meets all conditions of one of the holders."""
    access = [TokenHolders(teams=["ml"], subjects=["bob"]), TokenHolders(claims={"env": ["prod", "test"]})]
    http = emit("VirtualService", gateway=KNOWS, access=access)["spec"]["http"]
    (served,) = [one for one in http if "route" in one]
    assert [one["headers"] for one in served["match"]] == [
        {"@request.auth.claims[sub]": {"exact": "bob"}, "@request.auth.claims[team]": {"exact": "ml"}},
        {"@request.auth.claims[env]": {"regex": "prod|test"}},
    ]
    (refusal,) = [one for one in http if "not-allowed:" in one["name"]]
    assert refusal["directResponse"]["status"] == 403
    assert http.index(refusal) > http.index(served)


def test_the_order_has_no_meaning(emit: Emit) -> None:
    """The same holders in another order, or twice, give the same YAML."""
    one, other = TokenHolders(teams=["ml"]), TokenHolders(subjects=["bob"], claims={"env": ["prod"]})
    first, second = (
        emit("VirtualService", gateway=KNOWS, access=access) for access in ([one, other], [other, one, one])
    )
    assert first == second


def test_an_endpoint_has_its_own_access(emit: Emit) -> None:
    """It replaces that of the API."""
    backend = Pool(name="audio", selector={"app": "audio"}, target_port=8080)
    endpoint = Endpoint(name="audio", path_prefix="/v1/audio/", backend=backend, access=ML)
    http = emit("VirtualService", gateway=KNOWS, access=[TokenHolders(teams=["sales"])], endpoints=[endpoint])["spec"]
    teams = [
        (one["name"].split("/")[3], one["match"][0]["headers"]["@request.auth.claims[team]"]["exact"])
        for one in http["http"]
        if "route" in one
    ]
    assert teams == [("audio", "ml"), ("primary", "sales")]


def test_many_values_are_several_conditions(emit: Emit) -> None:
    """Istio refuses an expression of more than 1,024 bytes, so a caller meets one of several."""
    subjects = [f"user-{number:03}-of-a-company" for number in range(300)]
    access = [TokenHolders(teams=["ml"], subjects=subjects)]
    http = emit("VirtualService", gateway=KNOWS, access=access)["spec"]["http"]
    (served,) = [one for one in http if "route" in one]
    found = [one["headers"]["@request.auth.claims[sub]"]["regex"] for one in served["match"]]
    assert max(map(len, found)) <= 1024
    assert [name.replace("\\", "") for one in found for name in one.split("|")] == subjects
    assert all(one["headers"]["@request.auth.claims[team]"] == {"exact": "ml"} for one in served["match"])
