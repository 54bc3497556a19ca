"""Regular expressions that can't be divided and are longer than Istio allows."""

from __future__ import annotations

import pytest

from llm_api_mesh import Model, ModelFromPath, Pool, PublicPath
from support.apps import Refusal

LIKE = [PublicPath(path=f"/{{*}}/tools/a-long-name-of-a-tool-{number}") for number in range(40)]
PATHS = "Replace paths that begin alike by one with {*} or {**}. Allowed: up to 1,024 bytes, the limit of Istio. "
MODEL = Model(name="a" * 200, slug="a", backend=Pool(name="a", selector={"app": "a"}, target_port=8080))

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "paths behind any segment": ({"paths": LIKE}, f"bytes. {PATHS}"),
    "one long path": (
        {"paths": [PublicPath(path=f"/{'a' * 1100}")]},
        f"paths: got a regular expression of 1,110 bytes. {PATHS}",
    ),
    "a long prefix": (
        {"models": [MODEL], "model_from": ModelFromPath(prefix=f"/{'b' * 900}/")},
        "model_from.prefix: got a regular expression of 1,108 bytes. Write a shorter prefix. ",
    ),
}


@pytest.mark.parametrize(("given", "words"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, given: dict[str, object], words: str) -> None:
    """The message names the field and the length."""
    (problem,) = refusal(**given)
    assert words in problem
    assert problem.endswith("[expression-size]")
