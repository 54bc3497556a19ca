"""Requests that bring a header of the gateway are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm_api_mesh.plan.llm_gateway.headers import BUCKET, MODEL, STREAM
from support.llm_gateways import find, written


@pytest.mark.parametrize("name", [MODEL, STREAM, BUCKET])
def test_a_client_s_own_header_is_refused(tmp_path: Path, name: str) -> None:
    """No client chooses a model, a stream's routes or a session's version in the place of the gateway."""
    spec = find(written(tmp_path), "AuthorizationPolicy", "llm-headers")["spec"]
    assert spec["action"] == "DENY"
    assert spec["selector"]["matchLabels"] == {"gateway.networking.k8s.io/gateway-name": "llm"}
    assert {"when": [{"key": f"request.headers[{name}]", "values": ["*"]}]} in spec["rules"]
