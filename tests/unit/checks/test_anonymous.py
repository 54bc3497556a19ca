"""An API's own Gateway says that it lets everyone in."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm_api_mesh import Gateway, MeshApp, PlainHttp
from support import api_files
from support.apps import Refusal


def test_a_gateway_that_does_not_say_so(refusal: Refusal) -> None:
    """It is refused, beside the problems of other fields."""
    first, second = refusal(gateway=Gateway(http=PlainHttp()), backend={"kind": "Pool", "selector": {"app": "a"}})
    assert "backend.target_port" in first + second
    assert (
        "gateway.anonymous: the Gateway asks its callers for nothing. Write anonymous=True if everyone who reaches the "
        "Gateway may use the API. Allowed: anonymous=True, or instead of the Gateway an LlmGateway or LlmGatewayRef, "
        "which can require a token, a key or a certificate. [callers-anonymous]"
    ) in first + second


def test_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file gets the words of a file."""
    text = api_files.CHAT.replace("anonymous: true, ", "")
    lines = api_files.refused(MeshApp, tmp_path, monkeypatch, a=text)
    assert 'Write "anonymous": true if everyone' in lines[-1]
