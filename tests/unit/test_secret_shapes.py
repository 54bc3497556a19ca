"""The shapes of keys: what is hidden in texts, and what is refused in any field."""

from __future__ import annotations

import pytest

from llm_api_mesh import secret_shapes
from support.key_shapes import KEYS, LONG

NAMES = [
    "chat",
    "sk-learn",
    "sk-learn-classifier-v2",
    "hf-text-generation-inference",
    "Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8",
    "meta-llama/Llama-4-Maverick-17B-128E-Instruct-FP8",
    "OPENAI_API_KEY",
    "LLM_API_KEY_OF_THE_PLATFORM_TEAM_2",
    "/var/run/secrets/openai/key.yaml",
    "https://generativelanguage.googleapis.com/v1beta/openai",
    "large-language-model-api.default.svc.cluster.local",
    "123e4567-e89b-12d3-a456-426614174000",
    "basic",
    "bearer",
]


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_a_key_is_known_and_hidden(key: str) -> None:
    """A key is refused as a whole text, and hidden in any text that has it."""
    assert secret_shapes.is_key(key)
    for text in (key, f'got "{key}".', f"x={key!r}, y", f"the URL https://host/{key}"):
        assert key not in secret_shapes.hide(text)


@pytest.mark.parametrize("key", LONG.values(), ids=LONG)
def test_what_may_be_a_hash_is_hidden_but_allowed(key: str) -> None:
    """A label may be a commit, so its shape alone is no reason to refuse it; but no text shows it."""
    assert not secret_shapes.is_key(key)
    assert secret_shapes.hide(f'got "{key}".') == 'got "...".'


@pytest.mark.parametrize("name", NAMES)
def test_names_are_no_keys(name: str) -> None:
    """What users write in these fields passes, and messages show it."""
    assert not secret_shapes.is_key(name)
    assert secret_shapes.hide(name) == name


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("https://me:secret@llm.example.net:8443/v1", "https://...@llm.example.net:8443/v1"),
        ("me:secret@llm.example.net", "...@llm.example.net"),
        ("{'api_key': 'plain'}", "{'api_key': '...'}"),
        ('{"Authorization": "plain"}', '{"Authorization": "..."}'),
        ("OpenAI(api_key='plain', protocol='http2')", "OpenAI(api_key='...', protocol='http2')"),
        ("https://llm.example.net/v1?key=plain&a=b", "https://llm.example.net/v1?key=...&a=b"),
    ],
)
def test_what_stands_in_the_place_of_a_key_is_hidden(text: str, hidden: str) -> None:
    """A password in a URL, and what is called a key, of any shape."""
    assert secret_shapes.hide(text) == hidden


def test_plain_data() -> None:
    """Keys are hidden in all texts of data, and everything else is the same."""
    data = {"a": ["me:secret@host.example", 1, None, {"b": True, "c": "plain"}]}
    assert secret_shapes.hide_all(data) == {"a": ["...@host.example", 1, None, {"b": True, "c": "plain"}]}
