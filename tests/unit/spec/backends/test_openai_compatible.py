"""Providers by URL: faulty URLs are refused."""

from __future__ import annotations

import pytest

from support.apps import Refusal
from support.specs import compatible

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "a provider in the clear": (
        {"backend": compatible("http://llm.example.net/v1")},
        (
            'Write "https://llm.example.net/v1". Allowed: an https URL with a host name, an optional port '
            "and a path, such as https://llm.example.net/v1. [provider-url]"
        ),
    ),
    "a provider without a path": (
        {"backend": compatible("https://llm.example.net/")},
        (
            'Write "https://llm.example.net/v1". Allowed: an https URL with a host name, an optional port '
            "and a path, such as https://llm.example.net/v1. [provider-url]"
        ),
    ),
    "a provider with a password": (
        {"backend": compatible("https://me:secret@llm.example.net/v1")},
        "got a URL with more than host, port and path",
    ),
    "a provider by address": ({"backend": compatible("https://192.0.2.1/v1")}, "a host name"),
    "a provider with a query": ({"backend": compatible("https://llm.example.net/v1?key=a")}, "[provider-url]"),
    "a provider of all hosts": ({"backend": compatible("https://*.example.net/v1")}, "[provider-url]"),
    "a provider at no port": ({"backend": compatible("https://llm.example.net:99999/v1")}, "[provider-url]"),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
