"""The values with commands of Envoy's that the library writes, each in its place only."""

from __future__ import annotations

import pytest

from llm_api_mesh.plan.header_commands import ORIGIN, is_own_command

KEY = "%REQ(x-llm-gateway-opening)%"
KEYS = (
    "%REQ(x-llm-gateway-model)%:%CEL('x-user' in request.headers && request.headers['x-user'] != '' ? "
    "request.headers['x-user'] : 'x-llm-gateway-opening' in request.headers ? "
    "request.headers['x-llm-gateway-opening'] : '')%"
)


@pytest.mark.parametrize("section", ["request", "response"])
@pytest.mark.parametrize("operation", ["set", "add"])
def test_the_origin_may_be_in_every_header(section: str, operation: str) -> None:
    """The gateway's pods have no key in it."""
    assert is_own_command(ORIGIN, section=section, operation=operation, header="x-a")


@pytest.mark.parametrize("value", [KEY, KEYS])
def test_the_key_of_affinity_may_be_in_one_header_of_a_request(value: str) -> None:
    """In an answer, or in a header that a provider gets, it would show more than a team may read."""
    assert is_own_command(value, section="request", operation="set", header="x-llm-affinity")
    assert not is_own_command(value, section="response", operation="set", header="x-llm-affinity")
    assert not is_own_command(value, section="request", operation="add", header="x-llm-affinity")
    assert not is_own_command(value, section="request", operation="set", header="x-a")


@pytest.mark.parametrize("value", ["%REQ(api-key)%", f"{KEY}%ENVIRONMENT(HOME)%", f"{ORIGIN} ", f"{KEY}\n", "50%"])
def test_no_other_value_passes(value: str) -> None:
    """A value is compared as a whole."""
    assert not is_own_command(value, section="request", operation="set", header="x-llm-affinity")
