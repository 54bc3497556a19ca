"""Certificates that disagree with the hosts are refused."""

from __future__ import annotations

import pytest

from llm_api_mesh import Certificate, Gateway
from support.apps import Refusal

REFUSED: dict[str, tuple[dict[str, object], str]] = {
    "two certificates of one name": (
        {
            "hosts": ["a.example.com", "b.example.com"],
            "gateway": Gateway(
                anonymous=True,
                certificates=[
                    Certificate(credential_name="c", hosts=["a.example.com"]),
                    Certificate(credential_name="c", hosts=["b.example.com"]),
                ],
            ),
        },
        (
            "List all its hosts in one Certificate. Allowed: each credential_name once, where dots and "
            "hyphens count as the same. [certificate-host]"
        ),
    ),
    "two certificates for a host": (
        {
            "gateway": Gateway(
                anonymous=True, certificates=[Certificate(credential_name="a"), Certificate(credential_name="b")]
            )
        },
        'got "chat.example.com", which a has as "chat.example.com"',
    ),
    "certificate for a foreign host": (
        {
            "hosts": ["chat.example.com"],
            "gateway": Gateway(
                anonymous=True,
                certificates=[
                    Certificate(credential_name="a"),
                    Certificate(credential_name="b", hosts=["llm.example.org"]),
                ],
            ),
        },
        ('gateway.certificates[b].hosts: got "llm.example.org". Allowed: "chat.example.com". [certificate-host]'),
    ),
}


@pytest.mark.parametrize(("changes", "text"), REFUSED.values(), ids=REFUSED)
def test_is_refused(refusal: Refusal, changes: dict[str, object], text: str) -> None:
    """Each faulty API has one problem, whose text says what is allowed."""
    (problem,) = refusal(**changes)
    assert text in problem
