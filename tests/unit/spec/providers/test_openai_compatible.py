"""Providers by URL: faulty URLs are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import OpenAICompatible
from support.apps import GatewayRefusal
from support.specs import compatible, offering

REFUSED: dict[str, tuple[OpenAICompatible, str]] = {
    "a provider in the clear": (
        compatible("http://llm.example.net/v1"),
        (
            'Write "https://llm.example.net/v1". Allowed: an https URL with a host name, an optional port '
            "and an optional path, such as https://llm.example.net/v1. [provider-url]"
        ),
    ),
    "a provider's endpoint": (
        compatible("https://llm.example.net/v1/chat/completions"),
        (
            'providers[hosted].provider.url: got "https://llm.example.net/v1/chat/completions". '
            'Write "https://llm.example.net/v1". Allowed: the base URL, because clients add the endpoint, here '
            "/chat/completions. [provider-url]"
        ),
    ),
    "a provider's endpoint without a version": (
        compatible("https://api.perplexity.ai/chat/completions/"),
        'Write "https://api.perplexity.ai". Allowed: the base URL',
    ),
    "an endpoint of images": (
        compatible("https://llm.example.net/v1/images/generations"),
        'Write "https://llm.example.net/v1". Allowed: the base URL',
    ),
    "a path with two slashes": (compatible("https://llm.example.net//v1"), "[provider-url]"),
    "a provider with a password": (
        compatible("https://me:secret@llm.example.net/v1"),
        "got a URL with more than host, port and path",
    ),
    "a provider by address": (compatible("https://192.0.2.1/v1"), "a host name"),
    "a provider with a query": (compatible("https://llm.example.net/v1?key=a"), "[provider-url]"),
    "a provider of all hosts": (compatible("https://*.example.net/v1"), "[provider-url]"),
    "a line break": (compatible("https://llm.example.net/v1\n"), "[provider-url]"),
    "a letter that isn't ASCII": (compatible("https://llm.ex\u0430mple.net/v1"), "[provider-url]"),
    "a provider at no port": (compatible("https://llm.example.net:99999/v1"), "[provider-url]"),
}


@pytest.mark.parametrize(("provider", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(gateway_refusal: GatewayRefusal, provider: OpenAICompatible, text: str) -> None:
    """Each faulty URL has one problem, whose text says what is allowed."""
    (problem,) = gateway_refusal(**offering(provider))
    assert text in problem


@pytest.mark.parametrize(
    "endpoint",
    [
        *("audio/speech", "audio/transcriptions", "batches", "chat/completions", "completions", "embeddings"),
        *("files", "images/generations", "messages", "models", "moderations", "rerank", "responses"),
    ],
)
@pytest.mark.parametrize("base", ["https://llm.example.net/v1", "https://llm.example.net:8443", "https://a.b/api/v1"])
def test_the_url_of_an_endpoint_is_refused_with_its_base(
    gateway_refusal: GatewayRefusal, base: str, endpoint: str
) -> None:
    """The path of an endpoint would be doubled. The fix is the URL that was meant, which is accepted."""
    (problem,) = gateway_refusal(**offering(compatible(f"{base}/{endpoint}")))
    assert f'Write "{base}". ' in problem
    assert compatible(base).address
    assert isinstance(compatible(base), OpenAICompatible)
