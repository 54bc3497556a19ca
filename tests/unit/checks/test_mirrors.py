"""Mirrors that would be lost, or whose number would be unclear, are refused."""

from __future__ import annotations

from typing import Any

import pytest

from llm_api_mesh import Mirror, Model, Pool, Version
from support.apps import LLM_GATEWAY, Refusal


def pool(*weights: int | None, **options: Any) -> Pool:
    versions = [Version(name=f"v{index}", weight=weight) for index, weight in enumerate(weights, 1)]
    return Pool(selector={"app": "chat"}, target_port=8080, versions=versions, **options)


ONE_PROBLEM: dict[str, tuple[dict[str, object], str]] = {
    "a copy for an unknown version": (
        {"backend": pool(100, 0), "mirrors": [Mirror(version="v3", percent=1)]},
        (
            'mirrors[v3].version: got "v3". Remove the mirrors to a version before you remove the version. '
            'Allowed: "v1" or "v2". [version-unknown]'
        ),
    ),
    "a copy without versions": ({"mirrors": [Mirror(version="v2", percent=1)]}, "Add versions to the backend."),
    "a copy for the only version": (
        {"backend": pool(None), "mirrors": [Mirror(version="v1", percent=1)]},
        (
            'got "v1", the only version. Add a version with weight 0 for the copies. Allowed: a version '
            "other than the one that answers. [mirror-version]"
        ),
    ),
    "two copies of one request": (
        {"backend": pool(100, 0), "mirrors": [Mirror(version="v2", percent=1), Mirror(version="v2", percent=2)]},
        'mirrors[v2].version: got "v2" twice. Allowed: one mirror for each version. [mirror-version]',
    ),
    "more copies than the gateway has memory for": (
        {
            "backend": pool(100, *[0] * 11),
            "mirrors": [Mirror(version=f"v{number}", percent=1) for number in range(2, 13)],
        },
        "mirrors: got 11 mirrors. Allowed: at most 10 mirrors. [field-invalid]",
    ),
    "a copy of a backend that isn't there": (
        {"backend": ..., "models": [Model(name="m", backend=pool(None))], "mirrors": [Mirror(version="v1", percent=1)]},
        (
            "mirrors: got mirrors without a backend. Move the mirrors to the model whose requests they copy. "
            "Allowed: mirrors of a model, or mirrors together with backend. [field-without-effect]"
        ),
    ),
    "copies for one of two models with one backend": (
        {
            "backend": ...,
            "models": [
                Model(name="a", backend=pool(100, 0, name="both")),
                Model(name="b", backend=pool(100, 0, name="both"), mirrors=[Mirror(version="v2", percent=1)]),
            ],
        },
        ("models[b].mirrors: got mirrors that differ from models[a].mirrors, although both have the same backend"),
    ),
}


@pytest.mark.parametrize(("given", "words"), ONE_PROBLEM.values(), ids=ONE_PROBLEM)
def test_refused(refusal: Refusal, given: dict[str, object], words: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(gateway=LLM_GATEWAY, **given)
    assert words in problem
