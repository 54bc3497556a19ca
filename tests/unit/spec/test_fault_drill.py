"""Fault drills: faulty fields are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import FaultDrill
from support.apps import Refusal
from support.specs import SECOND

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "a drill for all": (
        {"drills": [FaultDrill(name="slow", headers={}, delay=SECOND)]},
        (
            'drills[slow].headers: got {}. Write headers={"x-drill": "..."}. Allowed: at least one header, '
            "because a drill only applies to requests that select it. [drill-header]"
        ),
    ),
    "a drill without a fault": (
        {"drills": [FaultDrill(name="slow", headers={"x-drill": ""})]},
        "got neither delay nor abort_status. Allowed: delay, abort_status or both. [field-required]",
    ),
    "a drill that succeeds": (
        {"drills": [FaultDrill(name="ok", headers={"x-drill": ""}, abort_status=200)]},
        "an error status from 400 to 599",
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
