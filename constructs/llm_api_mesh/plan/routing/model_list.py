"""The gateway's own list of the models, in which callers find the models that they may use."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from itertools import product
from urllib.parse import quote

from llm_api_mesh.plan.public_paths import PublicPaths
from llm_api_mesh.plan.routing.access import Alternatives, claim_is, team_claim
from llm_api_mesh.plan.routing.direct_responses import DirectResponse, within
from llm_api_mesh.plan.routing.model_match import HeaderValue
from llm_api_mesh.plan.target import Target
from llm_api_mesh.spec.api import ApiSpec
from llm_api_mesh.spec.match import Match
from llm_api_mesh.spec.token_holders import TokenHolders

Claims = tuple[tuple[str, str], ...]
"""Claims, each with one value."""


def derive_model_list(
    api: ApiSpec, public: PublicPaths, callers: Mapping[Target, Alternatives]
) -> Iterator[DirectResponse]:
    """Give the list of the models, and each of them by its names, if these paths are public."""
    for response in _model_list(api, {target: who for target, who in callers.items() if target.model}):
        if public.meets(response.match):
            yield response


def _model_list(api: ApiSpec, callers: Mapping[Target, Alternatives]) -> Iterator[DirectResponse]:
    if not callers:
        return
    team = team_claim(api)
    # The longest lists come first, because a caller may be one of several kinds.
    lists = sorted(_lists(tuple(callers), team).items(), key=lambda one: (-len(one[0]), one[0]))
    for number, (names, kinds) in enumerate(lists, start=1):
        yield from _found(api, f"-{number}:", "/v1/models", _list(api, names), kinds)
    yield from _found(api, ":", "/v1/models", _list(api, _names(tuple(callers), (), team)))
    described = {name: who for target, who in callers.items() for name in _names_of(target)}
    for name, who in sorted(described.items()):
        for path in _paths(name):
            yield from _found(api, f":{path}", f"/v1/models/{path}", _entry(api, name), who)


def _names_of(target: Target) -> Sequence[str]:
    return target.model.names if target.model else ()


def _lists(targets: Sequence[Target], team: str) -> Mapping[tuple[str, ...], Alternatives]:
    """The names that some callers may use beside those that every caller may use, and who these callers are."""
    found: dict[tuple[str, ...], list[Claims]] = {}
    for claims in sorted(_kinds(targets, team)):
        names = _names(targets, claims, team)
        if names != _names(targets, (), team):
            found.setdefault(names, []).append(claims)
    return {names: tuple(_joined(kinds)) for names, kinds in found.items()}


def _kinds(targets: Sequence[Target], team: str) -> set[Claims]:
    """The claims that make a caller one of those whom a model allows, each with one of its values."""
    return {
        tuple(zip(conditions, values, strict=True))
        for target in targets
        for holders in target.access
        for conditions in [holders.conditions(team)]
        for values in product(*conditions.values())
    }


def _names(targets: Sequence[Target], claims: Claims, team: str) -> tuple[str, ...]:
    """The names of all models that a caller with these claims may use."""
    known = dict(claims)
    return tuple(
        sorted(
            name
            for target in targets
            if not target.access or any(_is_one(known, holders, team) for holders in target.access)
            for name in _names_of(target)
        )
    )


def _is_one(known: Mapping[str, str], holders: TokenHolders, team: str) -> bool:
    return all(known.get(claim) in values for claim, values in holders.conditions(team).items())


def _joined(kinds: Sequence[Claims]) -> Iterator[tuple[HeaderValue, ...]]:
    """The conditions of callers with any of these claims; those with one claim share a condition."""
    alone: dict[str, list[str]] = {}
    for claims in kinds:
        if len(claims) == 1:
            ((claim, value),) = claims
            alone.setdefault(claim, []).append(value)
    for claim, values in alone.items():
        yield from ((one,) for one in claim_is(claim, values))
    for claims in kinds:
        if len(claims) > 1:
            yield tuple(one for claim, value in claims for one in claim_is(claim, (value,)))


def _list(api: ApiSpec, names: Sequence[str]) -> object:
    return {"object": "list", "data": [_entry(api, name) for name in names]}


def _entry(api: ApiSpec, name: str) -> object:
    return {"id": name, "object": "model", "created": 0, "owned_by": api.name}


def _found(api: ApiSpec, name: str, path: str, answer: object, callers: Alternatives = ()) -> Iterator[DirectResponse]:
    response = DirectResponse(
        # The colon keeps it apart from the names of models' and users' routes.
        name=f"models{name}",
        match=Match(path=path, method="GET"),
        alternatives=callers,
        status=HTTPStatus.OK,
        body=json.dumps(answer),
        lists=True,
    )
    yield from within(api, response)


def _paths(name: str) -> list[str]:
    """How clients write a name in a path: with slashes as they are or encoded, and so with other delimiters.

    No path has a segment of dots only, which proxies resolve, so such a name is in the list alone.
    """
    found = {quote(name, safe=f"{safe}~") for safe in ("/!$&'()+,;=:@", "!$&'()+,;=:@", "!'()")}
    return sorted(one for one in found if not re.search(r"(^|/)\.\.?(/|$)", one))
