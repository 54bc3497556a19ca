"""Versions: faulty labels and weights are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import Version
from support.apps import Refusal
from support.specs import pool, weighed

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "version with a dot": (
        {"backend": pool(versions=[Version(name="1.0")])},
        (
            'Write name="1-0" and keep the pods\' label: labels={"version": "1.0"}. Allowed: lower-case '
            "letters, digits and inner hyphens. [name-invalid]"
        ),
    ),
    "weight below 0": (weighed(101, -1), "backend.versions[v2].weight: got -1"),
    "weight above the limit": (weighed(1, 1_000_001), "a whole number from 0 to 1000000. [weight-invalid]"),
    "weight of thousands of digits": (weighed(1, 10**5000), "got a very long number"),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
