"""Providers' keys: faulty places of a key are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import KeyFromEnvironment, KeyFromFile, OpenAI
from support.apps import Refusal

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "a key itself": (
        {"backend": OpenAI(api_key=KeyFromEnvironment(variable="sk-proj-1234"))},
        (
            "backend.api_key.variable: got a string that isn't the name of a variable. Allowed: the "
            "variable's name and not the key itself: upper-case letters, digits and underscores, not a digit first. "
            "[key-source]"
        ),
    ),
    "a relative file": (
        {"backend": OpenAI(api_key=KeyFromFile(path="key.yaml"))},
        (
            "Allowed: an absolute path to a .yaml or .json file in a folder: "
            '"/var/run/secrets/openai/key.yaml". [key-source]'
        ),
    ),
    "a file without an ending": (
        {"backend": OpenAI(api_key=KeyFromFile(path="/var/run/secrets/openai/key"))},
        'an absolute path to a .yaml or .json file in a folder: "/var/run/secrets/openai/key.yaml"',
    ),
    "a file above its folder": (
        {"backend": OpenAI(api_key=KeyFromFile(path="/secrets/../key.yaml"))},
        'an absolute path to a .yaml or .json file in a folder: "/var/run/secrets/openai/key.yaml"',
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
