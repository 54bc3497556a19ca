"""Access that nothing enforces, or that a caller gets around."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import (
    Endpoint,
    Failover,
    LlmApiMesh,
    MeshApp,
    Model,
    ModelFromHeader,
    ModelFromPath,
    Pool,
    ProviderRef,
    ServiceRef,
    TokenHolders,
)
from llm_api_mesh.spec.backends import AnyBackend
from support.apps import LLM_GATEWAY, Refusal, api

KNOWS = LLM_GATEWAY.model_copy(update={"knows_callers": True})
RESEARCH = [TokenHolders(teams=["research"])]
VLLM = ServiceRef(name="vllm", port=8000)
OTHER = Pool(name="other", selector={"app": "other"}, target_port=8080)


def gpt(backend: AnyBackend = VLLM, **changes: Any) -> Model:
    return Model(**{"name": "gpt", "backend": backend, "access": RESEARCH, **changes})


def at(**changes: Any) -> dict[str, Any]:
    """Keywords of an API at a gateway that knows callers."""
    return {"gateway": KNOWS, "backend": None, **changes}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"access": RESEARCH}, "access"),
        ({"models": [gpt(OTHER)], "backend": None}, "models[gpt].access"),
        (
            {"endpoints": [Endpoint(name="audio", path="/v1/audio/speech", backend=OTHER, access=RESEARCH)]},
            "endpoints[audio].access",
        ),
    ],
)
def test_a_gateway_that_knows_callers_is_needed(refusal: Refusal, changes: dict[str, Any], path: str) -> None:
    """A plain Gateway has no tokens, and an LLM gateway has them with `jwt_rules` or keys only."""
    plain = [one for one in refusal(**changes) if one.startswith(f"{path}: got access")]
    assert plain[0].endswith("which knows its callers. [needs-llm-gateway]")
    (problem,) = refusal(gateway=LLM_GATEWAY, **changes)
    assert problem.startswith(f'{path}: got access at the LLM gateway "llm", which doesn\'t know callers.')
    assert problem.endswith("[gateway-lacks]")


@pytest.mark.parametrize("source", [ModelFromHeader(name="x-model"), ModelFromPath(prefix="/m/")])
def test_a_model_is_read_in_the_body(refusal: Refusal, source: Any) -> None:
    """Elsewhere a client can name another model than in the body, which the backend reads."""
    (problem,) = refusal(**at(models=[gpt(OTHER)], model_from=source))
    assert problem.startswith(f"models[gpt].access: got access to a model beside {type(source).__name__}")
    assert problem.endswith("[model-source]")


@pytest.mark.parametrize(
    ("claim", "holders", "field"),
    [
        ("team", TokenHolders(teams=["a"], claims={"team": ["b"]}), "claims"),
        ("org.team", TokenHolders(teams=["a"], claims={"org.team": ["b"]}), "claims"),
        ("sub", TokenHolders(teams=["a"], subjects=["b"]), "subjects"),
    ],
)
def test_a_claim_twice(refusal: Refusal, claim: str, holders: TokenHolders, field: str) -> None:
    """It is open which of the values are meant."""
    gateway = KNOWS.model_copy(update={"team_claim": claim})
    (problem,) = refusal(gateway=gateway, access=[holders])
    assert problem.startswith(f'access[0].{field}: got teams and {field} with "{claim}"')


WAYS: dict[str, tuple[dict[str, Any], str]] = {
    "the own backend": ({"models": [gpt()], "backend": VLLM}, "backend"),
    "the own backend, with wider access": (
        {"models": [gpt()], "backend": VLLM, "access": [TokenHolders(teams=["research", "sales"])]},
        "backend",
    ),
    "an endpoint": (
        {"models": [gpt()], "endpoints": [Endpoint(name="audio", path="/v1/audio/speech", backend=VLLM)]},
        "endpoints[audio].backend",
    ),
    "the same provider": (
        {
            "models": [gpt(ProviderRef(provider="azure", model="gpt-4o"))],
            "backend": ProviderRef(provider="azure", model="gpt-4o-mini"),
        },
        "backend",
    ),
    "a backend of a failover": (
        {"models": [gpt(Failover(backends=[OTHER, VLLM]))], "backend": VLLM},
        "backend",
    ),
    "the same pods": (
        {"models": [gpt(OTHER)], "backend": Pool(selector={"app": "other", "a": "b"}, target_port=8080)},
        "backend",
    ),
    "the backend's own name": (
        {
            "models": [
                gpt(ProviderRef(provider="router", model="openai/gpt")),
                Model(name="open", prefixes=["openai/"], backend=ProviderRef(provider="router")),
            ]
        },
        "models[open].backend",
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_no_way_leads_around(refusal: Refusal, way: str) -> None:
    """What may name any model has no backend of a model that fewer callers may use."""
    changes, path = WAYS[way]
    problems = [one for one in refusal(**at(**changes)) if one.endswith("[access-conflict]")]
    assert [one.partition(":")[0] for one in problems] == [path]


@pytest.mark.parametrize(
    "changes",
    [
        {"models": [gpt(), Model(name="open", backend=VLLM)]},
        {"models": [gpt()], "backend": VLLM, "access": RESEARCH},
        {"models": [gpt()], "backend": VLLM, "access": [TokenHolders(teams=["research"], subjects=["alice"])]},
        {"models": [gpt()], "backend": OTHER},
        {
            "models": [
                gpt(ProviderRef(provider="router", model="openai/gpt"), aliases=["openai/gpt"]),
                Model(name="open", prefixes=["openai/"], backend=ProviderRef(provider="router")),
            ]
        },
    ],
)
def test_what_is_no_way_around(changes: dict[str, Any]) -> None:
    """Models may share a backend, and so may what no more callers may use."""
    app = MeshApp()
    assert isinstance(api(app, **at(**changes)), LlmApiMesh)
    app.synth_yaml()
