"""Providers' keys: faulty places of a key are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import KeyFromFile, OpenAI
from support.apps import GatewayRefusal
from support.specs import offering

REFUSED: dict[str, tuple[KeyFromFile, str]] = {
    "a key itself": (
        KeyFromFile(path="sk-proj-1234"),
        (
            "providers[hosted].provider.api_key.path: got a string that isn't the path of such a file. Allowed: "
            'an absolute path to a .yaml or .json file in a folder: "/var/run/secrets/openai/key.yaml". [key-source]'
        ),
    ),
    "a relative file": (
        KeyFromFile(path="key.yaml"),
        (
            "Allowed: an absolute path to a .yaml or .json file in a folder: "
            '"/var/run/secrets/openai/key.yaml". [key-source]'
        ),
    ),
    "a file without an ending": (
        KeyFromFile(path="/var/run/secrets/openai/key"),
        'an absolute path to a .yaml or .json file in a folder: "/var/run/secrets/openai/key.yaml"',
    ),
    "a file above its folder": (
        KeyFromFile(path="/secrets/../key.yaml"),
        'an absolute path to a .yaml or .json file in a folder: "/var/run/secrets/openai/key.yaml"',
    ),
}


@pytest.mark.parametrize(("key", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(gateway_refusal: GatewayRefusal, key: KeyFromFile, text: str) -> None:
    """Each faulty place has one problem, whose text says what is allowed."""
    (problem,) = gateway_refusal(**offering(OpenAI(api_key=key)))
    assert text in problem
