"""Versions: shares of the traffic by weight, and a header that goes before the weights."""

from __future__ import annotations

from e2e.chance import binomial_bounds
from lab.environment import Lab

import pytest

HOST = "chat.example.com"
REQUESTS = 2000

pytestmark = pytest.mark.usefixtures("chat_v1", "chat_v2")


def test_the_weights_are_kept(lab: Lab) -> None:
    """Of 2000 requests v2 gets a tenth, within bounds that chance breaks once in a million."""
    answers = lab.call(host=HOST, path="/v1/models", count=REQUESTS, parallel=4)
    assert answers.statuses() == {200: REQUESTS}
    assert answers.versions()["v2"] in binomial_bounds(REQUESTS, probability=0.1)


def test_the_header_goes_before_the_weights(lab: Lab) -> None:
    """A tester's header leads to v2 every time, and another value of it doesn't."""
    chosen = lab.call(host=HOST, headers={"x-llm-version": "v2"}, count=100)
    assert chosen.versions() == {"v2": 100}
    others = lab.call(host=HOST, headers={"x-llm-version": "v3"}, count=100)
    assert others.versions()["v1"] in binomial_bounds(100, probability=0.9)
