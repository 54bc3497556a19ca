"""Retries: faulty conditions, times and counts are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import Retries
from support.apps import Refusal

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "two conditions in one text": ({"retries": Retries(on=["5xx, 429"])}, "each as a separate item"),
    "codes without codes": (
        {"retries": Retries(on=["retriable-status-codes"])},
        "Write 429, 503. Allowed: the statuses themselves. [retry-condition]",
    ),
    "an underscore": (
        {"retries": Retries(on=["connect_failure"])},
        (
            'Write "connect-failure". Allowed: connect-failure, refused-stream, reset-before-request, '
            "resource-exhausted, unavailable, or a status, each as a separate item. [retry-condition]"
        ),
    ),
    "what may pay twice": (
        {"retries": Retries(on=["reset"])},
        (
            "Remove it, because a generation that may have started isn't requested twice. Allowed: a "
            "condition under which nothing can have been generated: connect-failure, refused-stream, "
            "reset-before-request, resource-exhausted, unavailable, or a status. [retry-condition]"
        ),
    ),
    "what may pay twice, with an underscore": (
        {"retries": Retries(on=["gateway_error"])},
        (
            "Remove it, because a generation that may have started isn't requested twice. Allowed: a "
            "condition under which nothing can have been generated: connect-failure, refused-stream, "
            "reset-before-request, resource-exhausted, unavailable, or a status. [retry-condition]"
        ),
    ),
    "no status": (
        {"retries": Retries(on=[99])},
        "got 99. Allowed: a status with which nothing was generated: 425, 429, 503. [retry-condition]",
    ),
    "an error's status": ({"retries": Retries(on=[500])}, "got 500"),
    "a status as text": (
        {"retries": Retries(on=["429"])},
        "Write 429. Allowed: a status as a number. [retry-condition]",
    ),
    "conditions without attempts": (
        {"retries": Retries(attempts=0, on=[429])},
        (
            "got on with attempts=0. Allowed: attempts=0 without these fields, because nothing is retried. "
            "[field-without-effect]"
        ),
    ),
    "no condition": (
        {"retries": Retries(on=[])},
        (
            "got []. To disable retries, write attempts=0. Allowed: at least one condition, because Istio "
            "would use its own defaults. [retry-condition]"
        ),
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
