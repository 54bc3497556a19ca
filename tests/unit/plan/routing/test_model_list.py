"""The list of the models: each caller finds the models that it may use."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from llm_api_mesh import MeshApp, Model, Pool, TokenHolders
from llm_api_mesh.plan.routing.direct_responses import DirectResponse
from support.apps import LLM_GATEWAY, api

KNOWS = LLM_GATEWAY.model_copy(update={"knows_callers": True})


def model(name: str, *access: TokenHolders) -> Model:
    return Model(name=name, backend=Pool(name=name, selector={"app": name}, target_port=8080), access=access or None)


def lists(*models: Model, **changes: Any) -> Sequence[DirectResponse]:
    """The answers to requests for the whole list, in their order."""
    plan = api(MeshApp(), gateway=KNOWS, backend=None, models=models, **changes).plan
    return [one for one in plan.model_list if one.match.path == "/v1/models"]


def seen(answers: Sequence[DirectResponse], **claims: str) -> list[str]:
    """The names in the first list whose conditions a caller with these claims meets."""
    held: Mapping[str, str] = {f"@request.auth.claims[{name}]": value for name, value in claims.items()}
    for answer in answers:
        kinds = answer.alternatives or ((),)
        if any(all(held.get(one.header) in one.value.split("|") for one in kind) for kind in kinds):
            return [one["id"] for one in json.loads(answer.body)["data"]]
    return []


def test_everyone_finds_what_everyone_may_use() -> None:
    """Without any access there is one list without conditions."""
    (answer,) = lists(model("a"), model("b"))
    assert (answer.alternatives, seen([answer])) == ((), ["a", "b"])


def test_each_kind_of_callers_has_a_list() -> None:
    """Callers of the same list share it, and the longest list comes first."""
    research, ml = TokenHolders(teams=["research"]), TokenHolders(teams=["ml"])
    root = TokenHolders(subjects=["root"], claims={"env": ["prod"]})
    answers = lists(model("a", research, ml), model("b", ml, root), model("c"))
    assert seen(answers, team="research") == ["a", "c"]
    assert seen(answers, team="ml") == ["a", "b", "c"]
    assert seen(answers, sub="root", env="prod") == ["b", "c"]
    assert seen(answers, sub="root") == seen(answers) == ["c"]


def test_the_access_of_the_api_holds_for_its_models() -> None:
    """Unless a model has one of its own."""
    sales = TokenHolders(teams=["sales"])
    answers = lists(model("a"), model("b", TokenHolders(teams=["ml"])), access=[sales])
    assert seen(answers, team="sales") == ["a"]
    assert seen(answers, team="ml") == ["b"]
    assert seen(answers) == []


def test_a_name_is_described_to_those_who_may_use_it() -> None:
    """The path of a name has the conditions of its model."""
    built = api(MeshApp(), gateway=KNOWS, backend=None, models=[model("a", TokenHolders(teams=["ml"]))])
    (one,) = [one for one in built.plan.model_list if one.match.path == "/v1/models/a"]
    ((condition,),) = one.alternatives
    assert (condition.header, condition.value) == ("@request.auth.claims[team]", "ml")


def test_a_name_that_no_path_has() -> None:
    """A star is encoded, and a name with segments of dots, which proxies resolve, is in the list alone."""
    names = ["a*b", ".", "..", "x/../y", "./x", "x/.", "a..b"]
    named = Model(name="m", aliases=names, backend=Pool(selector={"app": "m"}, target_port=8080))
    plan = api(MeshApp(), gateway=LLM_GATEWAY, backend=None, models=[named]).plan
    (answer,) = (one for one in plan.model_list if one.match.path == "/v1/models")
    assert sorted(seen([answer])) == sorted(["m", *names])
    paths = {one.match.path for one in plan.model_list} - {"/v1/models", "/v1/models/m"}
    assert paths == {
        "/v1/models/a%2Ab",
        "/v1/models/a..b",
        "/v1/models/x%2F..%2Fy",
        "/v1/models/.%2Fx",
        "/v1/models/x%2F.",
    }
