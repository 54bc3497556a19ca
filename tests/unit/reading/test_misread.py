"""Texts that the YAML reader of Kubernetes takes for numbers, although YAML 1.1 doesn't."""

from __future__ import annotations

import pytest

from llm_api_mesh import Gateway, Match, PlainHttp
from llm_api_mesh.reading.misread import is_misread
from support.apps import GatewayRefusal, Refusal
from support.specs import offering, openai, pool

NUMBERS = ["0o7", "0O7", "0X1F", "0B1", "0_x1F", "0_b1", "1e1_0", "1e_5", "+_1", "-0o17", "+0X1"]
# cdk8s quotes these.
QUOTED = ["7", "007", "0x1F", "0b1", "1_000", "1.5", "1e5", "-1", ".5", "+1"]
TEXTS = ["", "v1", "0o8", "0xZ", "0o", "0X", "0B2", "e5", "1e", "_", "a0o7", "v0.1", "1:30", "2026-01-01"]


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_of_go_is_misread(text: str) -> None:
    """Notations that Go knows, and underscores, which it removes first."""
    assert is_misread(text)


@pytest.mark.parametrize("text", [*QUOTED, *TEXTS])
def test_other_texts_are_read_as_they_are(text: str) -> None:
    """What cdk8s quotes, and what is no number anywhere."""
    assert not is_misread(text)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"namespace": "0o7"}, "namespace"),
        ({"backend": pool(selector={"app": "0X1F"})}, "backend.selector"),
        ({"backend": pool(selector={"0o7": "chat"})}, "backend.selector"),
        ({"match": Match(headers={"x-tenant": "0_x1F"})}, "match.headers"),
        ({"gateway": Gateway(anonymous=True, name="0o7", http=PlainHttp())}, "gateway.name"),
    ],
)
def test_it_is_refused_in_every_field(refusal: Refusal, changes: dict[str, object], path: str) -> None:
    """The API server would refuse a number in place of a text, and know nothing of the field in the program."""
    (problem,) = refusal(**changes)
    assert problem.startswith(f"{path}: got ")
    assert "takes this one for a number. [field-invalid]" in problem


def test_it_is_refused_in_a_gateway(gateway_refusal: GatewayRefusal) -> None:
    """The same holds for an LLM gateway."""
    given = offering(openai(api_key={"kind": "KeyFromFile", "path": "/run/secrets/openai/key.yaml"}))
    (problem,) = gateway_refusal(**{**given, "namespace": "0o7"})
    assert "namespace: got " in problem
