"""Holders of tokens: claims that no token can have are refused."""

from __future__ import annotations

from typing import Any

import pytest

from support.apps import LLM_GATEWAY, Refusal

KNOWS = LLM_GATEWAY.model_copy(update={"knows_callers": True})


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({}, "access[0]"),
        ({"teams": []}, "access[0].teams"),
        ({"teams": [""]}, "access[0].teams[0]"),
        ({"teams": [" a"]}, "access[0].teams[0]"),
        ({"teams": ["a\nb"]}, "access[0].teams[0]"),
        ({"teams": ["="]}, "access[0].teams[0]"),
        ({"subjects": ["b\u00f3b"]}, "access[0].subjects[0]"),
        ({"claims": {"a]": ["b"]}}, "access[0].claims"),
        ({"claims": {"a..b": ["c"]}}, "access[0].claims"),
        ({"claims": {"a": ["x" * 257]}}, "access[0].claims"),
        ({"subjects": ["alice"], "claims": {"sub": ["bob"]}}, "access[0]"),
    ],
)
def test_no_token_has_these_claims(refusal: Refusal, given: dict[str, Any], path: str) -> None:
    """A condition that is empty or that Istio would read in another way is refused."""
    (problem,) = refusal(gateway=KNOWS, access=[given])
    assert problem.startswith(path), problem
    assert problem.endswith("[claim-invalid]")


def test_nobody_is_no_kind_of_callers(refusal: Refusal) -> None:
    """An empty list could mean everyone or nobody."""
    (problem,) = refusal(gateway=KNOWS, access=[])
    assert problem == ("access: got []. Leave access out. Allowed: at least one kind of callers. [claim-invalid]")
